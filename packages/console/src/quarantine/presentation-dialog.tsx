import { Radio } from '@mantine/core'
import type { QuarantinedStation } from '@stationmaster/server/contract'
import { useState } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { FormDialog } from '../ui/dialog.tsx'

interface PresentationDialogProps {
  readonly station: QuarantinedStation
  readonly opened: boolean
  readonly onClose: () => void
  readonly onAdopt: (presentationId: string) => void
}

/** Several passwords came under one identity: a person says which of the callers is the station. */
export function PresentationDialog({ station, opened, onClose, onAdopt }: PresentationDialogProps) {
  const text = useText()
  const format = useFormat()
  const [chosen, setChosen] = useState('')
  return (
    <FormDialog
      title={text('waiting.several')}
      opened={opened}
      onClose={onClose}
      onSubmit={() => {
        onAdopt(chosen)
        onClose()
      }}
      submit={text('waiting.approve')}
      disabled={chosen === ''}
    >
      <p style={{ margin: 0 }}>{text('waiting.several.text', { station: station.id })}</p>
      <Radio.Group aria-label={text('waiting.several')} value={chosen} onChange={setChosen}>
        {station.presentations.map(({ id, remoteAddress, firstSeenAt, lastSeenAt }) => (
          <Radio
            key={id}
            value={id}
            mb="xs"
            label={<span translate="no">{remoteAddress}</span>}
            description={text('waiting.presented', {
              first: format.dateTime(firstSeenAt),
              last: format.dateTime(lastSeenAt),
            })}
          />
        ))}
      </Radio.Group>
    </FormDialog>
  )
}

import { Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { instantOf, localTime } from '../../app/i18n/local-time.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { FormDialog } from '../../ui/dialog.tsx'
import type { StationDialogProps } from './dialog-props.ts'
import { saveFile } from './save-file.ts'

const A_DAY_MS = 86_400_000

/** A piece of the flight recorder as a file, to pass on or to replay; whose it is stays hidden unless asked for. */
export function ExportDialog({ station, opened, onClose }: StationDialogProps) {
  const text = useText()
  const [from, setFrom] = useState(() => localTime(Date.now() - A_DAY_MS))
  const [to, setTo] = useState('')
  const [isMasked, setMasked] = useState(true)
  const save = useMutation({
    mutationFn: () =>
      call('exportTimeline', {
        params: { stationId: station.id },
        query: {
          from: new Date(instantOf(from)).toISOString(),
          masked: isMasked ? 'true' : 'false',
          ...(to === '' ? {} : { to: new Date(instantOf(to)).toISOString() }),
        },
      }),
    onSuccess: (exported) => {
      const name = `timeline-${exported.station.id}-${exported.from.slice(0, 10)}.json`
      saveFile(name.replace(/[^\w.-]/g, '_'), JSON.stringify(exported, null, 2))
      onClose()
    },
  })
  return (
    <FormDialog
      title={text('messages.exportTitle')}
      opened={opened}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('messages.export')}
      busy={save.isPending}
      disabled={from === ''}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <TextInput
        type="datetime-local"
        label={text('messages.exportFrom')}
        required
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={text('messages.exportTo')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Checkbox
        label={text('messages.masked')}
        description={text('messages.masked.hint')}
        checked={isMasked}
        onChange={(event) => setMasked(event.currentTarget.checked)}
      />
    </FormDialog>
  )
}

import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { useSend } from '../../commands/use-send.tsx'
import { FormDialog } from '../../ui/dialog.tsx'
import { Segments } from '../../ui/segments.tsx'
import type { StationDialogProps } from './dialog-props.ts'

export function ResetDialog({ station, opened, onClose }: StationDialogProps) {
  const text = useText()
  const send = useSend()
  const [mode, setMode] = useState<'onIdle' | 'immediate'>('onIdle')
  const running = station.connectors.filter((connector) => connector.sessionId !== null).length
  const submit = () => {
    send({ stationId: station.id, request: { kind: 'reset', mode }, atOnce: true })
    onClose()
  }
  return (
    <FormDialog
      title={text('reset.title', { station: station.id })}
      opened={opened}
      onClose={onClose}
      onSubmit={submit}
      submit={text('command.reset')}
      danger={mode === 'immediate' && running > 0}
    >
      <Segments
        wide
        label={text('reset.mode')}
        value={mode}
        onChange={(value) => setMode(value === 'immediate' ? 'immediate' : 'onIdle')}
        data={[
          { value: 'onIdle', label: text('reset.onIdle') },
          { value: 'immediate', label: text('reset.immediate') },
        ]}
      />
      <p style={{ margin: 0 }}>
        {text(mode === 'onIdle' ? 'reset.onIdle.text' : 'reset.immediate.text', { count: running })}
      </p>
    </FormDialog>
  )
}

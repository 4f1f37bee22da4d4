import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { useSend } from '../../commands/use-send.tsx'
import { FormDialog } from '../../ui/dialog.tsx'
import type { StationDialogProps } from './dialog-props.ts'

const messages = [
  'StatusNotification',
  'BootNotification',
  'Heartbeat',
  'MeterValues',
  'FirmwareStatusNotification',
  'LogStatusNotification',
  'TransactionEvent',
] as const

/** Asks the station to report something now. */
export function TriggerDialog({ station, opened, onClose }: StationDialogProps) {
  const text = useText()
  const send = useSend()
  const [message, setMessage] = useState<(typeof messages)[number]>('StatusNotification')
  // 1.6 has no TransactionEvent.
  const offered = messages.filter((each) => each !== 'TransactionEvent' || station.ocppVersion !== '1.6')
  const submit = () => {
    send({ stationId: station.id, request: { kind: 'triggerMessage', message }, atOnce: true })
    onClose()
  }
  return (
    <FormDialog
      title={text('command.triggerMessage')}
      opened={opened}
      onClose={onClose}
      onSubmit={submit}
      submit={text('trigger.ask')}
    >
      <NativeSelect
        label={text('trigger.message')}
        value={message}
        data={offered.map((value) => ({ value, label: text(`trigger.${value}`) }))}
        onChange={(event) => setMessage(messages.find((each) => each === event.currentTarget.value) ?? message)}
      />
    </FormDialog>
  )
}

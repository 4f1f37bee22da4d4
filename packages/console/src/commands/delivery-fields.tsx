import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'
import classes from './control.module.css'

/** How a command is sent, apart from what it says. */
export interface Delivery {
  readonly waits: boolean
  readonly deadlineS: number
  readonly reason: string
}

const deadlines = [60, 300, 3600, 86_400, 604_800] as const

interface DeliveryFieldsProps {
  readonly delivery: Delivery
  readonly onChange: (delivery: Delivery) => void
}

/** Whether a command waits for an offline station, how long it holds, and why it is given. */
export function DeliveryFields({ delivery, onChange }: DeliveryFieldsProps) {
  const text = useText()
  return (
    <div className={classes['optionFields']}>
      <Checkbox
        label={text('control.queue')}
        description={text('control.queue.hint')}
        checked={delivery.waits}
        onChange={(event) => onChange({ ...delivery, waits: event.currentTarget.checked })}
      />
      <NativeSelect
        label={text('control.deadline')}
        value={String(delivery.deadlineS)}
        data={deadlines.map((value) => ({ value: String(value), label: text(`control.deadline.${value}`) }))}
        onChange={(event) => onChange({ ...delivery, deadlineS: Number(event.currentTarget.value) })}
      />
      <TextInput
        label={text('control.reason')}
        description={text('control.reason.hint')}
        value={delivery.reason}
        maxLength={300}
        onChange={(event) => onChange({ ...delivery, reason: event.currentTarget.value })}
      />
    </div>
  )
}

/** The same as the server takes it. */
export function deliveryOf({ waits, deadlineS, reason }: Delivery) {
  const said = reason.trim()
  return { ifOffline: waits ? 'queue' : 'refuse', deadlineS, ...(said === '' ? {} : { reason: said }) } as const
}

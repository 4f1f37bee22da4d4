import { NativeSelect, TextInput } from '@mantine/core'
import type { WorkOffer } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { serverRefusal } from '../ui/form-errors.ts'
import { type Appointment, appointmentOf, slotIn } from './appointment.ts'
import classes from './work-orders.module.css'

interface AppointmentFieldsProps {
  readonly value: Appointment
  readonly offers: readonly WorkOffer[]
  /** Who goes already, where they would not be proposed. */
  readonly known?: { readonly id: string; readonly name: string }
  readonly error: unknown
  readonly onChange: (value: Appointment) => void
}

/** Who goes and when, with the reason of the proposal. Another person comes with their own first free hour. */
export function AppointmentFields({ value, offers, known, error, onChange }: AppointmentFieldsProps) {
  const text = useText()
  const people = offers.map(({ person }) => person)
  const all = known === undefined || people.some(({ id }) => id === known.id) ? people : [known, ...people]
  const offer = offers.find(({ person }) => person.id === value.assigneeId)
  const isWrong = value.from !== '' && value.until !== '' && slotIn(value) === undefined
  return (
    <>
      <NativeSelect
        label={text('work.person')}
        value={value.assigneeId}
        data={all.map(({ id, name }) => ({ value: id, label: name }))}
        error={serverRefusal(error, 'assigneeId', text)}
        onChange={({ currentTarget: { value: id } }) => {
          const next = offers.find(({ person }) => person.id === id)
          onChange(next === undefined ? { ...value, assigneeId: id } : appointmentOf(id, next.slot))
        }}
      />
      {offer === undefined ? null : <Reason offer={offer} />}
      <div className={classes['slot']}>
        <TextInput
          type="datetime-local"
          label={text('work.from')}
          value={value.from}
          error={serverRefusal(error, 'slot.from', text)}
          onChange={(event) => onChange({ ...value, from: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={text('work.until')}
          value={value.until}
          error={isWrong ? text('work.until.wrong') : null}
          onChange={(event) => onChange({ ...value, until: event.currentTarget.value })}
        />
      </div>
    </>
  )
}

function Reason({ offer: { slot, travelKm, openOrders } }: { offer: WorkOffer }) {
  const text = useText()
  const format = useFormat()
  const at = format.dateTime(slot.from)
  return (
    <p className={classes['reason']}>
      {travelKm === null
        ? text('work.offer.free', { at, orders: openOrders })
        : text('work.offer.near', { at, orders: openOrders, way: format.number(travelKm, 1) })}
    </p>
  )
}

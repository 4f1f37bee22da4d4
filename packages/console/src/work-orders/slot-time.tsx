import type { WorkOrder } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'

/** From when until when somebody is to be there. */
export function SlotTime({ slot }: { slot: WorkOrder['slot'] }) {
  const format = useFormat()
  const isOneDay = format.day(slot.from) === format.day(slot.until)
  return (
    <>
      <time dateTime={slot.from}>{format.dateTime(slot.from)}</time> –{' '}
      <time dateTime={slot.until}>{isOneDay ? format.time(slot.until) : format.dateTime(slot.until)}</time>
    </>
  )
}

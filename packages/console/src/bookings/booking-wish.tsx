import type { Booking } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { plugName } from '../status/plug.ts'
import { placeName } from './words.ts'

/** The place that is asked for, or what any place must have. */
export function BookingWish({ booking: { place, connectorType, minPowerW } }: { booking: Booking }) {
  const text = useText()
  const format = useFormat()
  if (place !== null) return placeName(place, text)
  return (
    <>
      {text('booking.anyPlace')}
      {connectorType === null ? null : (
        <>
          {' · '}
          <span translate="no">{plugName(connectorType)}</span>
        </>
      )}
      {minPowerW === null ? null : ` · ${text('booking.fromPower', { power: format.powerTick(minPowerW) })}`}
    </>
  )
}

import type { Booking } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { BookingActions } from './booking-actions.tsx'
import { BookingBadge } from './booking-badge.tsx'
import { BookingWish } from './booking-wish.tsx'
import classes from './bookings.module.css'
import { useStayClock } from './stay-clock.ts'
import { askerOf, holdSentence, obstacleOf } from './words.ts'

interface BookingRowProps {
  readonly booking: Booking
  /** Where all are requests, no row says so. */
  readonly quietState?: boolean
}

/** Who asks, where, when, what is in the way, and what can be done about it. */
export function BookingRow({ booking, quietState = false }: BookingRowProps) {
  const words = { text: useText(), clock: useStayClock() }
  const { text, clock } = words
  const { contact, siteName, state } = booking
  const asker = askerOf(booking, text)
  return (
    <li className={classes['booking']}>
      <div className={classes['who']}>
        <strong translate="no">{asker}</strong>
        {contact === null || contact === asker ? null : (
          <span className={classes['dim']} translate="no">
            {contact}
          </span>
        )}
        {quietState ? null : <BookingBadge state={state} />}
      </div>
      <div className={classes['what']}>
        <span>
          <time dateTime={booking.from}>{clock.span(booking)}</time>
        </span>
        <span className={classes['dim']}>
          <span translate="no">{siteName}</span> · <BookingWish booking={booking} />
        </span>
        {state === 'requested' ? <span className={classes['dim']}>{obstacleOf(booking, words)}</span> : null}
        <Standing booking={booking} />
      </div>
      <BookingActions booking={booking} />
    </li>
  )
}

/** What has become of it: why it is not held, who has ended it and why. */
function Standing({ booking }: { booking: Booking }) {
  const text = useText()
  const hold = holdSentence(booking, text)
  const { state, decidedBy, reason } = booking
  const isEnded = state === 'declined' || state === 'withdrawn'
  return (
    <>
      {hold === null ? null : <span className={classes['problem']}>{hold}</span>}
      {isEnded && decidedBy !== null ? (
        <span className={classes['dim']}>
          <span translate="no">{decidedBy}</span>
          {reason === null ? null : (
            <>
              {' · '}
              <span translate="no">{reason}</span>
            </>
          )}
        </span>
      ) : null}
    </>
  )
}

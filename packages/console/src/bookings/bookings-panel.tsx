import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CalendarClock } from 'lucide-react'
import { errorWords } from '../app/errors.ts'
import { MoreWords } from '../app/i18n/later-words.tsx'
import { useText } from '../app/i18n/use-text.ts'
import { ErrorState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { BookingRow } from './booking-row.tsx'
import classes from './bookings.module.css'
import { waitingBookingsQuery } from './queries.ts'

/** Requests that wait for a decision, on the first screen. Nothing where there are none. */
export function BookingsPanel() {
  return (
    <MoreWords>
      <Waiting />
    </MoreWords>
  )
}

function Waiting() {
  const text = useText()
  const query = useQuery(waitingBookingsQuery)
  const { data } = query
  const isFailed = query.isError && data === undefined
  const waiting = data?.items ?? []
  if (waiting.length === 0 && !isFailed) return null
  return (
    <Panel
      flush
      className={classes['waiting']}
      title={
        <>
          <CalendarClock size={18} aria-hidden />
          {text('booking.waiting')}
        </>
      }
      aside={
        <Link to="/bookings" className={classes['more']}>
          {text(data?.nextCursor === undefined ? 'booking.all' : 'booking.moreWait')}
        </Link>
      }
    >
      {isFailed ? <ErrorState words={errorWords(query.error, text)} onRetry={() => void query.refetch()} /> : null}
      <ul className={classes['bookings']} aria-label={text('booking.waiting')}>
        {waiting.map((booking) => (
          <BookingRow key={booking.id} booking={booking} quietState />
        ))}
      </ul>
    </Panel>
  )
}

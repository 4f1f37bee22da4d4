import { Button } from '@mantine/core'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CalendarClock } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { Widget } from '../app/widget.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { BookingFilters } from './booking-filters.tsx'
import { BookingRow } from './booking-row.tsx'
import classes from './bookings.module.css'
import { bookingListQuery } from './queries.ts'
import type { BookingSearch } from './search.ts'
import { TakeButton } from './take-button.tsx'

const route = getRouteApi('/app/bookings')

/** Stays that are asked for: what waits for a decision, what is held, and what came of the others. */
export function BookingsPage() {
  const text = useText()
  const search = route.useSearch()
  return (
    <Page
      title={text('nav.bookings')}
      actions={
        <May call="createBooking">
          <TakeButton siteId={search.site} />
        </May>
      }
    >
      <Panel flush>
        <Filters search={search} />
        <Widget lines={8} key={JSON.stringify(search)}>
          <Bookings search={search} />
        </Widget>
      </Panel>
    </Page>
  )
}

function Filters({ search }: { search: BookingSearch }) {
  const navigate = route.useNavigate()
  const change = (part: BookingSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  return <BookingFilters search={search} change={change} />
}

function Bookings({ search }: { search: BookingSearch }) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(bookingListQuery(search))
  const bookings = query.data.pages.flatMap(({ items }) => items)
  return (
    <>
      <StaleNote query={query} />
      {bookings.length === 0 ? (
        <None isFiltered={Object.values(search).some((value) => value !== undefined)} />
      ) : (
        <ul className={classes['bookings']} aria-label={text('nav.bookings')}>
          {bookings.map((booking) => (
            <BookingRow key={booking.id} booking={booking} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
    </>
  )
}

function None({ isFiltered }: { isFiltered: boolean }) {
  const text = useText()
  const navigate = route.useNavigate()
  return (
    <EmptyState
      icon={CalendarClock}
      title={text(isFiltered ? 'booking.noneFound' : 'booking.none')}
      action={
        isFiltered ? (
          <Button variant="light" onClick={() => void navigate({ search: {} })}>
            {text('ui.clearFilters')}
          </Button>
        ) : null
      }
    >
      {text(isFiltered ? 'booking.noneFound.text' : 'booking.none.text')}
    </EmptyState>
  )
}

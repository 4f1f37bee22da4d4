import { Button } from '@mantine/core'
import type { Booking } from '@stationmaster/server/contract'
import { lazy, Suspense, useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import classes from './bookings.module.css'
import { useIsDeciding } from './deciding.ts'
import type { Ending } from './reason-dialog.tsx'
import { useApprove } from './use-approve.tsx'
import { askerOf, isSamePlace, placeName } from './words.ts'

const ReasonDialog = lazy(async () => ({ default: (await import('./reason-dialog.tsx')).ReasonDialog }))

/** What can be done with a booking in its state. */
export function BookingActions({ booking }: { booking: Booking }) {
  const isDeciding = useIsDeciding(booking.id)
  const { state } = booking
  return (
    <div className={classes['actions']}>
      {state === 'requested' ? (
        <>
          <May call="declineBooking">
            <EndButton booking={booking} ending="decline" disabled={isDeciding} />
          </May>
          <May call="approveBooking">
            <ApproveButton booking={booking} busy={isDeciding} />
          </May>
        </>
      ) : null}
      {state === 'approved' || state === 'active' ? (
        <May call="withdrawBooking">
          <EndButton booking={booking} ending="withdraw" disabled={false} />
        </May>
      ) : null}
    </div>
  )
}

/** One click. Where the place asked for cannot be had, the button names the one that can. */
function ApproveButton({ booking, busy }: { booking: Booking; busy: boolean }) {
  const text = useText()
  const approve = useApprove()
  const { place, suggestion } = booking
  if (suggestion === null) return null
  const given = { stationId: suggestion.stationId, evseId: suggestion.evseId }
  const isElsewhere = place !== null && !isSamePlace(place, given)
  const where = placeName(given, text)
  const offer = isElsewhere ? text('booking.approve.at', { place: where }) : text('booking.approve')
  const label = busy ? text('booking.approving') : offer
  return (
    <Button
      variant="light"
      size="compact-md"
      // Not disabled: the keyboard stays where it is while there is time to undo.
      {...(busy ? { 'data-disabled': true } : {})}
      aria-disabled={busy}
      className={classes['action'] ?? ''}
      aria-label={text('booking.do', { action: label, asker: askerOf(booking, text) })}
      onClick={() => (busy ? undefined : approve({ booking, place: given }))}
    >
      {label}
    </Button>
  )
}

interface EndButtonProps {
  readonly booking: Booking
  readonly ending: Ending
  readonly disabled: boolean
}

function EndButton({ booking, ending, disabled }: EndButtonProps) {
  const text = useText()
  const [isAsked, setAsked] = useState(false)
  const label = text(`booking.${ending}`)
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        disabled={disabled}
        className={classes['action'] ?? ''}
        aria-label={text('booking.do', { action: label, asker: askerOf(booking, text) })}
        onClick={() => setAsked(true)}
      >
        {label}
      </Button>
      {isAsked ? (
        <Suspense fallback={null}>
          <ReasonDialog booking={booking} ending={ending} onClose={() => setAsked(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

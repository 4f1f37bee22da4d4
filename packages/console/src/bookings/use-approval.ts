import type { Booking } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../app/api.ts'
import { UNDO_SECONDS } from '../commands/use-command-run.ts'
import { endDeciding } from './deciding.ts'
import type { Approval } from './use-approve.tsx'
import { useBookingsChanged } from './use-bookings-changed.ts'

/** An approval from the click to the answer. */
export function useApproval({ booking, place }: Approval) {
  const changed = useBookingsChanged()
  /** Null: no time is left, or it has been taken back. */
  const [secondsLeft, setSecondsLeft] = useState<number | null>(UNDO_SECONDS)
  const [isUndone, setUndone] = useState(false)
  const approve = useMutation({
    mutationFn: (): Promise<Booking> =>
      call('approveBooking', { params: { id: booking.id }, body: place === null ? {} : { place } }),
    onSettled: () => changed().finally(() => endDeciding(booking.id)),
  })
  const { mutate } = approve
  const approveNow = useCallback(() => {
    setSecondsLeft(null)
    mutate()
  }, [mutate])
  useEffect(() => {
    if (secondsLeft === null) return
    // Sent by the timer, not by the effect, which may run twice.
    const timer = setTimeout(() => (secondsLeft > 1 ? setSecondsLeft(secondsLeft - 1) : approveNow()), 1000)
    return () => clearTimeout(timer)
  }, [secondsLeft, approveNow])
  const undo = useCallback(() => {
    setSecondsLeft(null)
    setUndone(true)
    endDeciding(booking.id)
  }, [booking.id])
  return { secondsLeft, isUndone, approve, approveNow, undo }
}

import { TextInput } from '@mantine/core'
import type { Booking } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { MoreWords } from '../app/i18n/later-words.tsx'
import { useText } from '../app/i18n/use-text.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { serverRefusal } from '../ui/form-errors.ts'
import { useStayClock } from './stay-clock.ts'
import { useBookingsChanged } from './use-bookings-changed.ts'
import { askerOf } from './words.ts'

export type Ending = 'decline' | 'withdraw'

interface ReasonDialogProps {
  readonly booking: Booking
  readonly ending: Ending
  readonly onClose: () => void
}

/** Declines a request, with the reason; withdraws a booking, with one if there is any. */
export function ReasonDialog(props: ReasonDialogProps) {
  return (
    <MoreWords>
      <Asking {...props} />
    </MoreWords>
  )
}

function Asking({ booking, ending, onClose }: ReasonDialogProps) {
  const text = useText()
  const clock = useStayClock()
  const changed = useBookingsChanged()
  const [reason, setReason] = useState('')
  const said = reason.trim()
  const end = useMutation({
    mutationFn: () =>
      ending === 'decline'
        ? call('declineBooking', { params: { id: booking.id }, body: { reason: said } })
        : call('withdrawBooking', { params: { id: booking.id }, body: said === '' ? {} : { reason: said } }),
    onSuccess: onClose,
    onSettled: () => changed(),
  })
  const isNeeded = ending === 'decline'
  return (
    <FormDialog
      title={text(`booking.${ending}.of`, { asker: askerOf(booking, text) })}
      opened
      onClose={onClose}
      onSubmit={() => end.mutate()}
      submit={text(`booking.${ending}`)}
      danger
      busy={end.isPending}
      disabled={isNeeded && said === ''}
      error={end.isError ? errorLine(end.error, text) : undefined}
    >
      <p style={{ margin: 0 }}>{clock.span(booking)}</p>
      <TextInput
        label={text(isNeeded ? 'booking.reason' : 'booking.reason.ifAny')}
        description={isNeeded ? text('booking.reason.hint') : undefined}
        required={isNeeded}
        maxLength={300}
        data-autofocus
        value={reason}
        error={serverRefusal(end.error, 'reason', text)}
        onChange={(event) => {
          end.reset()
          setReason(event.currentTarget.value)
        }}
      />
    </FormDialog>
  )
}

import { type Booking, BookingInput } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { useSites } from '../sites/use-sites.ts'
import { refusedFields, serverRefusal } from '../ui/form-errors.ts'
import { bookingInput, type RequestForm } from './request-form.ts'
import { useBookingsChanged } from './use-bookings-changed.ts'

type Texts = Exclude<keyof RequestForm, 'driver'>

export interface RequestState {
  readonly form: RequestForm
  set(part: Partial<RequestForm>): void
  /** What the server says against a field. */
  refusal(name: string): string | null
  /** What a field of text shows, and what is wrong with it; `name` is the one of the contract. */
  field(
    of: Texts,
    name: string,
  ): {
    readonly value: string
    readonly error: string | null
    readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
  }
}

interface RequestOptions {
  readonly form: RequestForm
  readonly onChange: (form: RequestForm) => void
  readonly onTaken: (booking: Booking) => void
}

/** What is typed of a request, what is wrong with it, and how it is sent. */
export function useRequest({ form, onChange, onTaken }: RequestOptions) {
  const text = useText()
  const changed = useBookingsChanged()
  const sites = useSites()
  const zone = sites.find(({ id }) => id === form.siteId)?.timeZone
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID())
  const save = useMutation({
    mutationFn: () => call('createBooking', { body: bookingInput(form, zone), idempotencyKey }),
    onSuccess: onTaken,
    onSettled: () => changed(),
  })
  const refused = refusedFields(BookingInput, bookingInput(form, zone))
  const isOver = !refused.has('until') && Date.parse(bookingInput(form, zone).until) <= Date.now()
  const set = (part: Partial<RequestForm>) => {
    save.reset()
    // Another request: the server would answer this one with what became of the last.
    setKey(crypto.randomUUID())
    onChange({ ...form, ...part })
  }
  const refusal = (name: string) => serverRefusal(save.error, name, text)
  const wrong = (name: string) => {
    if (name === 'until' && isOver) return text('booking.until.over')
    if (refused.has(name)) return text(name === 'until' ? 'booking.until.wrong' : 'form.invalid')
    return refusal(name)
  }
  const field: RequestState['field'] = (of, name) => ({
    value: form[of],
    error: form[of] === '' ? refusal(name) : wrong(name),
    onChange: (event) => set({ [of]: event.currentTarget.value }),
  })
  return { form, set, field, refusal, save, sites, zone, isSound: refused.size === 0 && !isOver }
}

import type { BookingState } from '@stationmaster/server/contract'
import { choiceParam, dayParam, type SearchInput, uuidParam } from '../app/search-params.ts'

export const bookingStates = [
  ...(['requested', 'approved', 'active', 'used', 'noShow', 'declined', 'withdrawn', 'expired'] as const),
] as const satisfies readonly BookingState[]

/** Which bookings are shown, as it stands in the URL. */
export interface BookingSearch {
  /** Left out: those that are still to come of something. */
  readonly state?: BookingState | 'all' | undefined
  readonly site?: string | undefined
  /** Days of the reader's calendar, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export function bookingSearch(input: SearchInput): BookingSearch {
  return {
    state: choiceParam([...bookingStates, 'all'], input['state']),
    site: uuidParam(input['site']),
    from: dayParam(input['from']),
    to: dayParam(input['to']),
  }
}

import type { Booking } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'
import type { StayClock } from './stay-clock.ts'

/** Who asks, as far as the reader may know. */
export function askerOf({ driverName, contact, idToken }: Booking, text: Text): string {
  return driverName ?? contact ?? idToken ?? text('booking.somebody')
}

/** An EVSE by its station. */
export function placeName(
  { stationId, evseId }: { readonly stationId: string; readonly evseId: number },
  text: Text,
): string {
  return text('booking.place', { station: stationId, evse: evseId })
}

interface BookingWords {
  readonly text: Text
  readonly clock: StayClock
}

/** Whether it can be had, and what is in the way, in sentences. */
export function obstacleOf(booking: Booking, words: BookingWords): string {
  const { clashes, suggestion, place, freeCount } = booking
  const { text } = words
  if (suggestion === null) {
    const hard = clashes.filter(({ isHard }) => isHard)
    return sentences([...hard.map((clash) => clashSentence(clash, booking, words)), text('booking.nowhere')])
  }
  const sure = clashes.map((clash) => clashSentence(clash, booking, words))
  const free = text('booking.free', { count: freeCount })
  if (place === null) return sentences([text('booking.fits', { place: placeName(suggestion, text) }), ...sure, free])
  if (isSamePlace(place, suggestion)) return sentences([...(sure.length === 0 ? [text('booking.clear')] : sure), free])
  return sentences([...sure, text('booking.instead', { place: placeName(suggestion, text) })])
}

function clashSentence(clash: Booking['clashes'][number], booking: Booking, { text, clock }: BookingWords): string {
  const at = (instant: string | null) => (instant === null ? '' : clock.moment(instant, booking))
  const hardness = clash.isHard ? 'hard' : 'soft'
  return text(`booking.clash.${clash.kind}`, { from: at(clash.from), until: at(clash.until), hardness })
}

function sentences(parts: readonly string[]): string {
  return parts.join(' ')
}

type Place = NonNullable<Booking['place']>

export function isSamePlace(one: Place, other: Place): boolean {
  return one.evseId === other.evseId && one.stationId.toLowerCase() === other.stationId.toLowerCase()
}

/** Why a place is not held though it should be; what a station has said in a word of its own is passed on. */
export function holdSentence({ holdProblem }: Booking, text: Text): string | null {
  if (holdProblem === null) return null
  return text('booking.notHeld', {
    why: text.maybe(`booking.notHeld.${holdProblem}`) ?? text('booking.notHeld.said', { word: holdProblem }),
  })
}

import type { OpeningTimes } from '../contract/index.ts'
import { isOpenThroughout } from './opening.ts'

/** A stay that is asked for. */
interface Wish {
  readonly bookingId: string
  readonly fromMs: number
  readonly untilMs: number
  readonly connectorType: string | null
  readonly minPowerW: number | null
}

/** What takes a place for a time. */
export interface Stay {
  readonly kind: 'booking' | 'reservation' | 'session'
  /** Null: not of a booking. */
  readonly bookingId: string | null
  readonly fromMs: number
  readonly untilMs: number
}

/** An EVSE, and all that speaks for and against a stay there. */
export interface PlaceState {
  readonly stationId: string
  readonly evseId: number
  readonly isOnline: boolean
  readonly condition: 'usable' | 'faulted' | 'unavailable'
  readonly connectorTypes: readonly string[]
  /** Null: not known, which counts as enough. */
  readonly maxPowerW: number | null
  readonly stays: readonly Stay[]
}

export interface SiteHours {
  readonly openingTimes: OpeningTimes | null
  readonly timeZone: string
}

export interface Clash {
  readonly kind: Stay['kind'] | 'faulted' | 'unavailable' | 'offline' | 'closed' | 'doesNotFit'
  /** Forbids the stay; the others may be gone by then. */
  readonly isHard: boolean
  readonly fromMs: number | null
  readonly untilMs: number | null
}

/** What is broken or away now may be back when the stay begins, but hardly within this time. */
const SOON_MS = 3_600_000

/** Everything in the way of a stay at a place, the hard ones first. `isOpen`: whether the site is, throughout the stay. */
export function clashesAt(wish: Wish, place: PlaceState, isOpen: boolean, nowMs: number): readonly Clash[] {
  const isSoon = wish.fromMs - nowMs <= SOON_MS
  const now = (kind: Clash['kind'], isHard: boolean): Clash => ({ kind, isHard, fromMs: null, untilMs: null })
  return [
    ...(isOpen ? [] : [now('closed', true)]),
    ...(fits(wish, place) ? [] : [now('doesNotFit', true)]),
    ...place.stays
      .filter((stay) => stay.bookingId !== wish.bookingId && overlaps(wish, stay))
      .map(({ kind, fromMs, untilMs }): Clash => ({ kind, isHard: true, fromMs, untilMs })),
    ...(place.condition === 'usable' ? [] : [now(place.condition, isSoon)]),
    ...(place.isOnline ? [] : [now('offline', isSoon)]),
  ].toSorted((one, other) => Number(other.isHard) - Number(one.isHard))
}

/** Spans that only touch do not overlap: one leaves, the next comes. */
export function overlaps(
  one: { readonly fromMs: number; readonly untilMs: number },
  other: { readonly fromMs: number; readonly untilMs: number },
): boolean {
  return one.fromMs < other.untilMs && other.fromMs < one.untilMs
}

function fits({ connectorType, minPowerW }: Wish, place: PlaceState): boolean {
  // A station that has not said what its connectors are may have the right one.
  const hasType =
    connectorType === null || place.connectorTypes.length === 0 || place.connectorTypes.includes(connectorType)
  return hasType && (minPowerW === null || place.maxPowerW === null || place.maxPowerW >= minPowerW)
}

interface Judgement {
  /** What is in the way at the place asked for; at the best place, where any will do. */
  readonly clashes: readonly Clash[]
  readonly suggestion: PlaceState | undefined
  readonly freeCount: number
}

/** Whether a stay can be had, and where: at the place asked for if possible, else where the least is in the way. */
export function judge(
  wish: Wish & { readonly place: Pick<PlaceState, 'stationId' | 'evseId'> | null },
  places: readonly PlaceState[],
  hours: SiteHours,
  nowMs: number,
): Judgement {
  // Once for all places: it is reckoned by quarters of an hour.
  const isOpen = isOpenThroughout(hours.openingTimes, hours.timeZone, wish)
  const judged = places.map((place) => ({ place, clashes: clashesAt(wish, place, isOpen, nowMs) }))
  const isHard = ({ clashes }: (typeof judged)[number]) => clashes.some((clash) => clash.isHard)
  const isAsked = ({ place }: (typeof judged)[number]) =>
    place.stationId === wish.place?.stationId && place.evseId === wish.place.evseId
  const rank = (one: (typeof judged)[number]) =>
    Number(isHard(one)) * 10_000 + (isAsked(one) ? 0 : 1000) + one.clashes.length
  const best = judged.toSorted((one, other) => rank(one) - rank(other))[0]
  const shown = wish.place === null ? best : judged.find(isAsked)
  return {
    clashes: shown?.clashes ?? [{ kind: 'doesNotFit', isHard: true, fromMs: null, untilMs: null }],
    suggestion: best === undefined || isHard(best) ? undefined : best.place,
    freeCount: judged.filter((one) => !isHard(one)).length,
  }
}

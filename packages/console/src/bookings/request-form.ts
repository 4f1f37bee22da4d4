import type { Booking, BookingInput } from '@stationmaster/server/contract'
import type { z } from 'zod'
import { instantOf, localTime } from '../app/i18n/local-time.ts'
import type { ChosenDriver } from '../tokens/driver-field.tsx'

/** A request as somebody takes it down: all text, times by the clock of the site. */
export interface RequestForm {
  readonly siteId: string
  /** See `placeKey`; empty: any that fits. */
  readonly place: string
  readonly connectorType: string
  readonly minPowerKw: string
  readonly driver: ChosenDriver | null
  readonly idToken: string
  readonly contact: string
  readonly from: string
  readonly until: string
}

const HOUR_MS = 3_600_000
const USUAL_STAY_MS = 2 * HOUR_MS

/** From the next full hour on, for two. */
export function emptyRequest(siteId: string, zone: string | undefined): RequestForm {
  const fromMs = Math.ceil((Date.now() + 1) / HOUR_MS) * HOUR_MS
  return {
    ...{ siteId, place: '', connectorType: '', minPowerKw: '', driver: null, idToken: '', contact: '' },
    from: localTime(fromMs, zone),
    until: localTime(fromMs + USUAL_STAY_MS, zone),
  }
}

type Place = NonNullable<Booking['place']>

/** An EVSE as the value of a choice. */
export function placeKey({ stationId, evseId }: Place): string {
  return `${evseId} ${stationId}`
}

function placeOf(key: string): Place | null {
  const gap = key.indexOf(' ')
  return gap === -1 ? null : { evseId: Number(key.slice(0, gap)), stationId: key.slice(gap + 1) }
}

/** What the form says, for the server. */
export function bookingInput(form: RequestForm, zone: string | undefined): z.input<typeof BookingInput> {
  const word = (value: string) => (value.trim() === '' ? null : value.trim())
  const place = placeOf(form.place)
  const needs = { connectorType: word(form.connectorType), minPowerW: wattsOf(form.minPowerKw) }
  return {
    siteId: form.siteId,
    ...(place === null ? needs : { place }),
    driverId: form.driver?.id ?? null,
    idToken: word(form.idToken),
    contact: word(form.contact),
    from: isoOf(form.from, zone),
    until: isoOf(form.until, zone),
  }
}

/** Accepts the decimal comma. */
function wattsOf(kw: string): number | null {
  const text = kw.trim().replace(',', '.')
  return text === '' ? null : Math.round(Number(text) * 1000)
}

/** Empty while it is no time: the schema refuses that. */
function isoOf(local: string, zone: string | undefined): string {
  const ms = instantOf(local, zone)
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString()
}

import { readOcpiCdr } from '../convert/ocpi/read-cdr.ts'
import { readOcpiTariff } from '../convert/ocpi/read-tariff.ts'
import { moneyText } from '../money/money.ts'
import { type Price, price } from '../price/price.ts'
import type { Activity, PeriodSession, RecordedSession, SessionEvent } from '../session/session.ts'
import type { Tariff } from '../tariff/tariff.ts'
import { unwrap } from './unwrap.ts'

/** A tariff of elements in OCPI's words. */
export function tariffOf(elements: readonly object[], members: object = {}): Tariff {
  const base = { id: 'T', currency: 'EUR', elements, last_updated: '2026-01-01T00:00:00Z' }
  return unwrap(readOcpiTariff({ ...base, ...members }))
}

/** An element with one component. */
export function element(type: string, amount: number, more: object = {}, restrictions?: object): object {
  return {
    price_components: [{ type, price: amount, step_size: 0, ...more }],
    ...(restrictions && { restrictions }),
  }
}

export function flat(amount: number, restrictions?: object): object {
  return element('FLAT', amount, {}, restrictions)
}

/** A stretch of a session: minutes, energy in kWh, and what the vehicle does. */
export interface Stretch {
  readonly minutes: number
  readonly kwh?: number
  readonly activity?: Activity
  readonly currentA?: number
}

/** A session that starts at an instant and goes through stretches. */
export function sessionAt(start: string, stretches: readonly Stretch[], timeZone = 'UTC'): RecordedSession {
  const startMs = Date.parse(start)
  const events: SessionEvent[] = [{ kind: 'started', atMs: startMs }]
  let [atMs, wh] = [startMs, 1000]
  for (const { minutes, kwh = 0, activity = 'charging', currentA } of stretches) {
    events.push({ kind: 'activity', atMs, activity })
    events.push({ kind: 'meter', atMs, registerWh: wh, ...(currentA !== undefined && { currentA }) })
    atMs += minutes * 60_000
    wh += kwh * 1000
    events.push({ kind: 'meter', atMs, registerWh: wh })
  }
  events.push({ kind: 'ended', atMs })
  return { kind: 'recorded', timeZone, events }
}

/** The session of a CDR with these periods: minutes after 10:00, dimension, volume. */
export function cdrOf(periods: readonly (readonly [minute: number, ...dimensions: object[]])[], members: object = {}) {
  const at = (minute: number) => new Date(Date.UTC(2026, 5, 15, 10, minute)).toISOString()
  const json = {
    start_date_time: at(periods[0]?.[0] ?? 0),
    end_date_time: at(60),
    currency: 'EUR',
    charging_periods: periods.map(([minute, ...dimensions]) => ({ start_date_time: at(minute), dimensions })),
    ...members,
  }
  const read = (isReservationExpired = false): PeriodSession =>
    unwrap(readOcpiCdr(json, { timeZone: 'UTC', isReservationExpired })).session
  return { json, read }
}

export function volume(type: string, amount: number): object {
  return { type, volume: amount }
}

export function priced(tariff: Tariff | readonly Tariff[], session: RecordedSession | PeriodSession): Price {
  return unwrap(price(tariff, session))
}

/** Exact net amount, to six decimals. */
export function netOf({ total }: Price): string {
  return moneyText(total.net, 6)
}

export function grossOf({ total }: Price): string {
  return moneyText(total.gross, 6)
}

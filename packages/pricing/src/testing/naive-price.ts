import type { RawComponent, RawElement, RawLimit, RawRestrictions, RawTariff } from './arbitrary-tariff.ts'
import { add, type Ratio, ratio, roundTo, scale, share, subtract } from './ratio.ts'
import type { Script } from './script.ts'
import { type WallClock, wallClocks } from './wall-clock.ts'

/**
 * A second opinion on prices, as simple as can be: it goes through a session second by second, asks each element in turn
 * whether it applies, and reads the tariff's JSON itself. It shares no code with the engine, and is slow.
 */
export interface NaivePrice {
  readonly net: bigint
  readonly gross: bigint
}

interface Used {
  readonly component: RawComponent
  readonly isReservation: boolean
  quantity: number
}

interface Second {
  readonly clock: WallClock
  readonly milliWh: number
  readonly sinceStartS: number
  readonly milliW: number
  readonly currentA: number
}

const PLACES: Readonly<Record<string, number>> = { EUR: 2, USD: 2, JPY: 0, KWD: 3 }

export function naivePrice(tariff: RawTariff, script: Script): NaivePrice {
  const used: Used[] = []
  const reservedS = script.reservation?.seconds ?? 0
  const isExpired = script.reservation?.outcome === 'expired'
  const clocks = wallClocks(script.timeZone, script.startS, reservedS + script.parts.reduce((a, b) => a + b.seconds, 0))
  if (script.reservation !== undefined) reserve(tariff, used, clocks, reservedS, isExpired)
  if (!isExpired) charge(tariff, used, clocks, script, reservedS)
  roundSteps(used)
  const total = totalOf(tariff, used)
  const raised = isExpired ? total : limit(tariff, total, tariff.min_price, 1)
  const limited = limit(tariff, raised, tariff.max_price, -1)
  const places = PLACES[tariff.currency] ?? 2
  return { net: roundTo(limited.net, places), gross: roundTo(limited.gross, places) }
}

type Clocks = (second: number) => WallClock

function reserve(tariff: RawTariff, used: Used[], clocks: Clocks, seconds: number, isExpired: boolean): void {
  let hasFlat = false
  for (let s = 0; s < seconds; s++) {
    const now = { clock: clocks(s), milliWh: 0, sinceStartS: s, milliW: 0, currentA: 0 }
    const find = (type: RawComponent['type']) =>
      (isExpired ? findComponent(tariff, type, now, 'RESERVATION_EXPIRES') : undefined) ??
      findComponent(tariff, type, now, 'RESERVATION')
    use(used, find('TIME'), 1, true)
    const flat = hasFlat ? undefined : find('FLAT')
    if (flat !== undefined) hasFlat = true
    use(used, flat, 1, true)
  }
}

function charge(tariff: RawTariff, used: Used[], clocks: Clocks, script: Script, offsetS: number): void {
  let [milliWh, sinceStartS, hasFlat] = [0, 0, false]
  for (const part of script.parts) {
    const isParked = part.activity === 'parked' || part.activity === 'suspended-by-vehicle'
    const still = { milliW: part.milliWhPerSecond * 3600, currentA: part.currentA }
    for (let s = 0; s < part.seconds; s++) {
      const now: Second = { clock: clocks(offsetS + sinceStartS), milliWh, sinceStartS, ...still }
      const flat = hasFlat ? undefined : findComponent(tariff, 'FLAT', now)
      if (flat !== undefined) hasFlat = true
      use(used, flat, 1, false)
      use(used, findComponent(tariff, isParked ? 'PARKING_TIME' : 'TIME', now), 1, false)
      milliWh = takeEnergy(tariff, used, now, part.milliWhPerSecond)
      sinceStartS += 1
    }
  }
}

/** A threshold within the second divides its energy. */
function takeEnergy(tariff: RawTariff, used: Used[], now: Second, milliWhPerSecond: number): number {
  const end = now.milliWh + milliWhPerSecond
  let milliWh = now.milliWh
  while (milliWh < end) {
    let until = end
    for (const { restrictions } of tariff.elements) {
      for (const kwh of [restrictions?.min_kwh, restrictions?.max_kwh]) {
        const threshold = Math.round((kwh ?? 0) * 1e6)
        if (threshold > milliWh && threshold < until) until = threshold
      }
    }
    use(used, findComponent(tariff, 'ENERGY', { ...now, milliWh }), until - milliWh, false)
    milliWh = until
  }
  return end
}

function findComponent(
  { elements }: RawTariff,
  type: RawComponent['type'],
  now: Second,
  reservation?: RawRestrictions['reservation'],
): RawComponent | undefined {
  for (const element of elements) {
    const component = element.price_components.find((one) => one.type === type)
    if (component !== undefined && applies(element, now, reservation)) return component
  }
  return undefined
}

function applies(
  { restrictions: r = {} }: RawElement,
  now: Second,
  reservation: RawRestrictions['reservation'],
): boolean {
  if (r.reservation !== reservation) return false
  const { clock, milliWh, sinceStartS, milliW, currentA } = now
  if (r.min_kwh !== undefined && milliWh < Math.round(r.min_kwh * 1e6)) return false
  if (r.max_kwh !== undefined && milliWh >= Math.round(r.max_kwh * 1e6)) return false
  if (r.min_duration !== undefined && sinceStartS < r.min_duration) return false
  if (r.max_duration !== undefined && sinceStartS >= r.max_duration) return false
  if (r.min_power !== undefined && milliW < Math.round(r.min_power * 1e6)) return false
  if (r.max_power !== undefined && milliW >= Math.round(r.max_power * 1e6)) return false
  if (r.min_current !== undefined && currentA < r.min_current) return false
  if (r.max_current !== undefined && currentA >= r.max_current) return false
  if (r.start_date !== undefined && clock.date < r.start_date) return false
  if (r.end_date !== undefined && clock.date >= r.end_date) return false
  if (r.day_of_week !== undefined && !r.day_of_week.includes(clock.weekday)) return false
  return isInWindow(clock.time, r.start_time ?? '00:00', r.end_time ?? '00:00')
}

function isInWindow(time: string, start: string, end: string): boolean {
  if (start === end) return true
  const until = end === '00:00' ? '24:00' : end
  return start < until ? time >= start && time < until : time >= start || time < until
}

function use(used: Used[], component: RawComponent | undefined, quantity: number, isReservation: boolean): void {
  if (component === undefined || quantity === 0) return
  const at = used.findIndex((one) => one.component === component && one.isReservation === isReservation)
  // The one used last stands last.
  const [known] = at < 0 ? [] : used.splice(at, 1)
  used.push({ component, isReservation, quantity: (known?.quantity ?? 0) + quantity })
}

function roundSteps(used: Used[]): void {
  const of = (type: RawComponent['type'], isReservation: boolean) =>
    used.filter((one) => one.component.type === type && one.isReservation === isReservation)
  const parked = of('PARKING_TIME', false)
  raise(of('ENERGY', false), 1000)
  raise(parked.length > 0 ? parked : of('TIME', false), 1)
  raise(of('TIME', true), 1)
}

function raise(used: readonly Used[], unit: number): void {
  const last = used.at(-1)
  if (last === undefined || last.component.step_size === 0) return
  const step = last.component.step_size * unit
  const total = used.reduce((all, { quantity }) => all + quantity, 0)
  const rest = total % step
  if (rest > 0) last.quantity += step - rest
}

interface Total {
  readonly net: Ratio
  readonly gross: Ratio
}

function totalOf(tariff: RawTariff, used: readonly Used[]): Total {
  let [net, gross] = [ratio(0), ratio(0)]
  for (const { component, quantity } of used) {
    const unit = component.type === 'ENERGY' ? 1e6 : component.type === 'FLAT' ? 1 : 3600
    const amount = scale(ratio(component.price), share(quantity, unit))
    const factor = factorOf(tariff, component)
    const isIncluded = tariff.tax_included === 'YES'
    net = add(net, isIncluded ? scale(amount, { n: factor.d, d: factor.n }) : amount)
    gross = add(gross, isIncluded ? amount : scale(amount, factor))
  }
  return { net, gross }
}

function factorOf({ tax_included }: RawTariff, { vat = 0 }: RawComponent): Ratio {
  return tax_included === 'N/A' ? ratio(1) : scale(add(ratio(100), ratio(vat)), share(1, 100))
}

/** `sign` 1 raises to the limit, -1 lowers to it. */
function limit(tariff: RawTariff, total: Total, bound: RawLimit | undefined, sign: 1 | -1): Total {
  if (bound === undefined) return total
  const isOutside = (value: Ratio, edge: number) => subtract(value, ratio(edge)).n * BigInt(sign) < 0n
  const net = isOutside(total.net, bound.excl_vat) ? ratio(bound.excl_vat) : total.net
  if (bound.incl_vat !== undefined) {
    return { net, gross: isOutside(total.gross, bound.incl_vat) ? ratio(bound.incl_vat) : total.gross }
  }
  if (net === total.net) return total
  if (total.net.n > 0n) return { net, gross: scale(net, scale(total.gross, { n: total.net.d, d: total.net.n })) }
  const factors = tariff.elements.flatMap((element) => element.price_components.map((one) => factorOf(tariff, one)))
  const highest = factors.reduce((best, one) => (subtract(one, best).n > 0n ? one : best), ratio(1))
  return { net, gross: scale(net, highest) }
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkOcpiCdr } from '../convert/ocpi/check-cdr.ts'
import { readOcpiCdr } from '../convert/ocpi/read-cdr.ts'
import { readOcpiTariff } from '../convert/ocpi/read-tariff.ts'
import { writeOcpiCdr } from '../convert/ocpi/write-cdr.ts'
import { writeOcpiTariff } from '../convert/ocpi/write-tariff.ts'
import { explainDifference } from '../diff/difference.ts'
import { compare, difference, type Fraction, fractionOf, NOTHING, sum } from '../money/fraction.ts'
import type { PeriodSession, RecordedSession, Session } from '../session/session.ts'
import type { Tariff } from '../tariff/tariff.ts'
import { scriptArbitrary } from '../testing/arbitrary-script.ts'
import { type RawTariff, tariffArbitrary } from '../testing/arbitrary-tariff.ts'
import { element, tariffOf } from '../testing/build.ts'
import { record, type Script } from '../testing/script.ts'
import { unwrap } from '../testing/unwrap.ts'
import type { Amounts } from './amounts.ts'
import { CATEGORIES } from './line.ts'
import { pricedPeriods } from './periods.ts'
import { type Price, price } from './price.ts'

const anyTariff = tariffArbitrary({ leastPrice: -3000 })
const fairTariff = tariffArbitrary()

function read(raw: RawTariff): Tariff {
  return unwrap(readOcpiTariff(raw))
}

function priceOf(raw: RawTariff, session: Session): Price {
  return unwrap(price(read(raw), session))
}

/** What a customer sees of a price. */
function essence({ lines, total, taxes, billed }: Price) {
  return {
    lines: lines.map(({ fromS, toS, ...line }: Price['lines'][number] & { fromS?: number; toS?: number }) => line),
    total,
    taxes,
    billed,
  }
}

function isEqual(a: Fraction, b: Fraction): boolean {
  return compare(a, b) === 0
}

describe('nothing changes a price', () => {
  test('when the meter is read more often', () => {
    const moments = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })
    const check = (raw: RawTariff, script: Script, extra: number[]) => {
      expect(essence(priceOf(raw, record(script, extra)))).toEqual(essence(priceOf(raw, record(script))))
    }
    fc.assert(fc.property(anyTariff, scriptArbitrary, moments, check))
  })

  test('when a period of a CDR is cut in two', () => {
    const check = (raw: RawTariff, script: Script, where: number, share: number) => {
      const session = periodsOf(raw, record(script))
      expect(essence(priceOf(raw, cut(session, where, share)))).toEqual(essence(priceOf(raw, session)))
    }
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(fc.property(anyTariff, scriptArbitrary, fc.nat(50), share, check))
  })

  test('when the events come in another order', () => {
    const withOrder = scriptArbitrary.chain((script) => {
      const session = record(script)
      const { length } = session.events
      return fc.tuple(
        fc.constant(session),
        fc.shuffledSubarray([...session.events], { minLength: length, maxLength: length }),
      )
    })
    const check = (raw: RawTariff, [session, events]: [RecordedSession, RecordedSession['events']]) => {
      expect(price(read(raw), { ...session, events })).toEqual(price(read(raw), session))
    }
    fc.assert(fc.property(anyTariff, withOrder, check))
  })

  test('when the periods of a CDR come in another order', () => {
    const check = (raw: RawTariff, script: Script) => {
      const session = periodsOf(raw, record(script))
      // Periods that begin in one second (energy after a threshold) keep their order.
      const starts = new Set(session.periods.map(({ startMs }) => startMs))
      fc.pre(starts.size === session.periods.length)
      const turned = { ...session, periods: session.periods.toReversed() }
      expect(essence(priceOf(raw, turned))).toEqual(essence(priceOf(raw, session)))
    }
    fc.assert(fc.property(anyTariff, scriptArbitrary, check))
  })

  test('when the tariff goes through OCPI JSON', () => {
    const check = (raw: RawTariff, script: Script) => {
      const tariff = read(raw)
      const { value, losses } = writeOcpiTariff(tariff, '2.3.0')
      expect(losses).toEqual([])
      const back = unwrap(readOcpiTariff(JSON.parse(JSON.stringify(value))))
      expect(back).toEqual(tariff)
      if (tariff.taxIncluded === 'NO') {
        const older = unwrap(readOcpiTariff(JSON.parse(JSON.stringify(writeOcpiTariff(tariff, '2.2.1').value))))
        expect(unwrap(price(older, record(script)))).toEqual(unwrap(price(tariff, record(script))))
      }
    }
    fc.assert(fc.property(anyTariff, scriptArbitrary, check))
  })

  test('when the session goes through a CDR', () => {
    const check = (any: RawTariff, script: Script, version: '2.2.1' | '2.3.0') => {
      const raw = withStatedTaxes(any)
      const session = record(inTenthsOfWh(script))
      const own = priceOf(raw, session)
      const json = JSON.parse(JSON.stringify(unwrap(writeOcpiCdr(read(raw), session, version))))
      const isReservationExpired = script.reservation?.outcome === 'expired'
      const cdr = unwrap(readOcpiCdr(json, { timeZone: script.timeZone, isReservationExpired }))
      const theirs = unwrap(price(read(raw), cdr.session))
      expect(theirs.total.rounded).toEqual(own.total.rounded)
      expect(theirs.notes.map(({ kind }) => kind)).not.toContain('boundary-in-period')
      expect(checkOcpiCdr(cdr, own)).toEqual([])
    }
    fc.assert(fc.property(fairTariff, scriptArbitrary, fc.constantFrom('2.2.1', '2.3.0'), check))
  })
})

test('the energy of a CDR adds up, whatever the meter says, and its tiers begin where they do', () => {
  const tiers = [1, 2.5, 7].map((max_kwh, at) => element('ENERGY', 1 + at, { vat: 19 }, { max_kwh }))
  const tariff = tariffOf([...tiers, element('ENERGY', 9, { vat: 19 })])
  const check = (script: Script) => {
    const session = record(script)
    const cdr = unwrap(readOcpiCdr(unwrap(writeOcpiCdr(tariff, session, '2.3.0')), { timeZone: script.timeZone }))
    const milliWh = unwrap(price(tariff, session)).measured.energyMilliWh
    const sums = cdr.session.periods.map((_, at) => {
      return cdr.session.periods.slice(0, at + 1).reduce((all, one) => all + one.energyMilliWh, 0)
    })
    expect(sums.at(-1)).toBe(Math.round(milliWh / 100) * 100)
    for (const threshold of [1e6, 2.5e6, 7e6]) if (milliWh > threshold + 100) expect(sums).toContain(threshold)
  }
  fc.assert(fc.property(scriptArbitrary, ({ reservation: _, ...script }) => check(script)))
})

describe('a price', () => {
  test('is the sum of its lines, of its categories and of its taxes, exactly and rounded', () => {
    const check = (raw: RawTariff, script: Script) => {
      const priced = priceOf(raw, record(script))
      expectSum(priced.lines, priced.total)
      expectSum(
        CATEGORIES.map((category) => priced.totals[category]),
        priced.total,
      )
      const taxes = priced.taxes.reduce((all, { amount }) => sum(all, amount.amount), NOTHING)
      expect(isEqual(taxes, priced.total.tax.amount)).toBe(true)
      if (priced.taxes.length > 0) {
        expect(priced.taxes.reduce((all, { rounded }) => all + rounded, 0n)).toBe(priced.total.rounded.tax)
      }
      for (const { rounded } of [...priced.lines, priced.total]) expect(rounded.net + rounded.tax).toBe(rounded.gross)
    }
    fc.assert(fc.property(anyTariff, scriptArbitrary, check))
  })

  test('keeps within its limits, whatever the session', () => {
    const check = (raw: RawTariff, script: Script) => {
      const tariff = read(raw)
      const { total } = unwrap(price(tariff, record(script)))
      const isSession = script.reservation?.outcome !== 'expired'
      for (const kind of ['net', 'gross'] as const) {
        const [min, max] = [tariff.minPrice?.[kind], tariff.maxPrice?.[kind]]
        const { amount } = total[kind]
        if (max !== undefined && tariff.maxPrice?.gross !== undefined) {
          expect(compare(amount, fractionOf(max))).toBeLessThanOrEqual(0)
        }
        const isHeld = tariff.minPrice?.gross !== undefined && tariff.maxPrice === undefined && isSession
        if (min !== undefined && isHeld) expect(compare(amount, fractionOf(min))).toBeGreaterThanOrEqual(0)
      }
    }
    fc.assert(fc.property(anyTariff, scriptArbitrary, check), { numRuns: 300 })
  })

  test('never falls with more energy, where energy and power choose no element', () => {
    const blind = tariffArbitrary({ isBlindToEnergy: true })
    const check = (raw: RawTariff, script: Script, factor: number) => {
      const more = {
        ...script,
        parts: script.parts.map((part) => ({ ...part, milliWhPerSecond: part.milliWhPerSecond * factor })),
      }
      expectNotLess(priceOf(raw, record(more)), priceOf(raw, record(script)))
    }
    fc.assert(fc.property(blind, scriptArbitrary, fc.integer({ min: 1, max: 4 }), check))
  })

  test('never falls with more energy in tiers without steps', () => {
    const tier = fc.record({
      price: fc.nat(9000),
      min: fc.option(fc.nat(30)),
      max: fc.option(fc.integer({ min: 1, max: 40 })),
    })
    const check = (
      tiers: { price: number; min: number | null; max: number | null }[],
      script: Script,
      factor: number,
    ) => {
      const elements = tiers.map(({ price: units, min, max }) => ({
        price_components: [{ type: 'ENERGY' as const, price: units / 10_000, vat: 19, step_size: 0 }],
        restrictions: { ...(min !== null && { min_kwh: min }), ...(max !== null && { max_kwh: max }) },
      }))
      const raw: RawTariff = { id: 'T', currency: 'EUR', elements, last_updated: '2026-01-01T00:00:00Z' }
      const more = {
        ...script,
        parts: script.parts.map((part) => ({ ...part, milliWhPerSecond: part.milliWhPerSecond * factor })),
      }
      expectNotLess(priceOf(raw, record(more)), priceOf(raw, record(script)))
    }
    fc.assert(
      fc.property(
        fc.array(tier, { minLength: 1, maxLength: 5 }),
        scriptArbitrary,
        fc.integer({ min: 1, max: 9 }),
        check,
      ),
    )
  })

  test('of a session as of its end is the final one', () => {
    const check = (raw: RawTariff, script: Script) => {
      const session = record(script)
      const asOfMs = Math.max(...session.events.map(({ atMs }) => atMs))
      expect(price(read(raw), { ...session, asOfMs })).toEqual(price(read(raw), session))
    }
    fc.assert(fc.property(anyTariff, scriptArbitrary, check))
  })
})

test('the reasons of a difference are together the difference', () => {
  const check = (raw: RawTariff, other: RawTariff, script: Script, second: Script) => {
    const before = priceOf(raw, record(script))
    for (const after of [priceOf(raw, record(second)), priceOf({ ...other, currency: raw.currency }, record(second))]) {
      const { total, reasons } = explainDifference(before, after)
      const all = reasons.reduce((so, { gross }) => sum(so, gross.amount), NOTHING)
      expect(isEqual(all, total.amount)).toBe(true)
      expect(isEqual(total.amount, difference(after.total.gross.amount, before.total.gross.amount))).toBe(true)
    }
    expect(explainDifference(before, before).reasons).toEqual([])
  }
  fc.assert(fc.property(anyTariff, anyTariff, scriptArbitrary, scriptArbitrary, check))
})

function expectSum(parts: readonly Amounts[], total: Amounts): void {
  for (const kind of ['net', 'tax', 'gross'] as const) {
    expect(
      isEqual(
        parts.reduce((all, part) => sum(all, part[kind].amount), NOTHING),
        total[kind].amount,
      ),
    ).toBe(true)
    const rounded = parts.reduce((all, part) => all + part.rounded[kind], 0n)
    if (parts.length > 0) expect(rounded).toBe(total.rounded[kind])
  }
}

function expectNotLess(more: Price, less: Price): void {
  expect(compare(more.total.net.amount, less.total.net.amount)).toBeGreaterThanOrEqual(0)
}

/** Prices that hold taxes say which: without, no CDR can be written. */
function withStatedTaxes(raw: RawTariff): RawTariff {
  const elements = raw.elements.map(({ price_components, ...element }) => ({
    ...element,
    price_components: price_components.map((component) => ({ vat: 7, ...component })),
  }))
  return { ...raw, elements }
}

/** Energy in tenths of a Wh, which a CDR can write. */
function inTenthsOfWh(script: Script): Script {
  const parts = script.parts.map((part) => ({
    ...part,
    milliWhPerSecond: Math.round(part.milliWhPerSecond / 100) * 100,
  }))
  return { ...script, parts }
}

/** The periods of a session as a CDR would hold them. */
function periodsOf(raw: RawTariff, session: RecordedSession): PeriodSession {
  const periods = unwrap(pricedPeriods(read(raw), session))
  return {
    kind: 'periods',
    timeZone: session.timeZone,
    startMs: Math.min(...periods.map(({ fromS }) => fromS)) * 1000,
    endMs: Math.max(...periods.map(({ toS }) => toS)) * 1000,
    isReservationExpired: session.events.some(
      (event) => event.kind === 'reservation-ended' && event.outcome === 'expired',
    ),
    periods: periods.map(({ fromS, power, current, energyMilliWh, chargingS, parkingS, reservationS }) => ({
      ...{ startMs: fromS * 1000, energyMilliWh, chargingS, parkingS, reservationS },
      ...(power && { minPowerMilliW: power.min, maxPowerMilliW: power.max }),
      ...(current && { minCurrentMilliA: current.min, maxCurrentMilliA: current.max }),
    })),
  }
}

/** Cuts one period at a second, its energy and its time in the same share. */
function cut(session: PeriodSession, where: number, share: number): PeriodSession {
  const at = where % session.periods.length
  const period = session.periods[at]
  if (period === undefined) return session
  const lengthS = ((session.periods[at + 1]?.startMs ?? session.endMs) - period.startMs) / 1000
  const firstS = Math.floor(lengthS * share)
  if (firstS <= 0 || firstS >= lengthS) return session
  const part = (value: number) => Math.min(value, value === lengthS ? firstS : Math.floor(value * share))
  const first = {
    ...period,
    energyMilliWh: Math.floor(period.energyMilliWh * share),
    chargingS: part(period.chargingS),
    parkingS: part(period.parkingS),
    reservationS: part(period.reservationS),
  }
  const second = {
    ...period,
    startMs: period.startMs + firstS * 1000,
    energyMilliWh: period.energyMilliWh - first.energyMilliWh,
    chargingS: period.chargingS - first.chargingS,
    parkingS: period.parkingS - first.parkingS,
    reservationS: period.reservationS - first.reservationS,
  }
  return { ...session, periods: session.periods.toSpliced(at, 1, first, second) }
}

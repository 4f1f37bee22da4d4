import { readFileSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import { cdrOf, element, flat, grossOf, netOf, priced, sessionAt, tariffOf, volume } from '../testing/build.ts'
import { price } from './price.ts'

const MORNING = '2026-06-15T10:00:00Z' // a Monday
const RESERVED = { reservation: 'RESERVATION' }
const LAPSED = { reservation: 'RESERVATION_EXPIRES' }

function reservedFor(minutes: number, outcome: 'used' | 'expired' | 'cancelled', after = sessionAt(MORNING, [])) {
  const startMs = Date.parse(MORNING)
  const reserved = { kind: 'reserved', atMs: startMs - minutes * 60_000 } as const
  const ended = { kind: 'reservation-ended', atMs: startMs, outcome } as const
  return { ...after, events: [reserved, ended, ...(outcome === 'used' ? after.events : [])] }
}

/** What was decided where the standard is silent or contradicts itself, by the number that docs/pricing.md gives it. */
const decisions: Readonly<Record<string, () => void>> = {
  '1': () => {
    // An exact multiple of the step is not raised.
    const tariff = tariffOf([element('ENERGY', 1, { step_size: 500 })])
    expect(netOf(priced(tariff, sessionAt(MORNING, [{ minutes: 60, kwh: 2 }])))).toBe('2.000000')
    expect(netOf(priced(tariff, sessionAt(MORNING, [{ minutes: 60, kwh: 2.001 }])))).toBe('2.500000')
  },
  '2': () => {
    // start_time equal to end_time is the whole day.
    const tariff = tariffOf([element('ENERGY', 1, {}, { start_time: '06:00', end_time: '06:00' })])
    expect(netOf(priced(tariff, sessionAt(MORNING, [{ minutes: 60, kwh: 2 }])))).toBe('2.000000')
  },
  '3': () => {
    // Reservation time counts neither for min_duration nor for the time of the session; its own element counts from its own start.
    const tariff = tariffOf([
      element('TIME', 6, {}, { ...RESERVED, min_duration: 600 }),
      element('TIME', 60, {}, { min_duration: 1800 }),
    ])
    const result = priced(tariff, reservedFor(30, 'used', sessionAt(MORNING, [{ minutes: 40 }])))
    expect(netOf(result)).toBe('12.000000')
    expect(result.measured).toMatchObject({ reservationS: 1800, chargingS: 2400 })
  },
  '4': () => {
    // One fixed price for the session, that which comes first; another one for the reservation.
    const tariff = tariffOf([flat(3, RESERVED), flat(1, { max_duration: 600 }), flat(5, { min_duration: 600 })])
    expect(netOf(priced(tariff, sessionAt(MORNING, [{ minutes: 30 }])))).toBe('1.000000')
    expect(netOf(priced(tariff, reservedFor(5, 'used', sessionAt(MORNING, [{ minutes: 30 }]))))).toBe('4.000000')
    const late = tariffOf([flat(5, { min_duration: 600 })])
    expect(netOf(priced(late, sessionAt(MORNING, [{ minutes: 10 }])))).toBe('0.000000')
    expect(netOf(priced(late, sessionAt(MORNING, [{ minutes: 11 }])))).toBe('5.000000')
  },
  '5': () => {
    // After a change of tariff, only what the last one prices is rounded up.
    const first = tariffOf([element('ENERGY', 1, { step_size: 1000 })], { id: 'A' })
    const second = tariffOf([element('ENERGY', 2, { step_size: 1000 })], { id: 'B' })
    const session = sessionAt(MORNING, [{ minutes: 60, kwh: 3 }])
    const change = { kind: 'tariff', atMs: Date.parse(MORNING) + 30 * 60_000, tariffId: 'B' } as const
    const result = priced([first, second], { ...session, events: [...session.events, change] })
    expect(netOf(result)).toBe('5.500000') // 1.5 kWh × 1, 1.5 → 2 kWh × 2
    expect(price([first], { ...session, events: [...session.events, change] })).toMatchObject({ ok: true })
  },
  '6': () => {
    // The lowest price holds for every session that started, also without energy, but not for a reservation alone.
    const tariff = tariffOf([element('ENERGY', 1), flat(2, LAPSED)], { min_price: { excl_vat: 5 } })
    expect(netOf(priced(tariff, sessionAt(MORNING, [])))).toBe('5.000000')
    expect(netOf(priced(tariff, reservedFor(5, 'expired')))).toBe('2.000000')
  },
  '7': () => {
    // Power is the mean of a stretch, or between the extremes that a CDR states; unknown, the element does not fit.
    const tariff = tariffOf([element('TIME', 6, {}, { max_power: 11 })])
    expect(netOf(priced(tariff, sessionAt(MORNING, [{ minutes: 60, kwh: 10.9 }])))).toBe('6.000000')
    expect(netOf(priced(tariff, sessionAt(MORNING, [{ minutes: 60, kwh: 11 }])))).toBe('0.000000')
    const rising = [6, 48, 4].map((kwh) => ({ minutes: 60, kwh }))
    expect(netOf(priced(tariff, sessionAt(MORNING, rising)))).toBe('12.000000')
    const byCurrent = tariffOf([element('TIME', 6, {}, { max_current: 32 })])
    const amperes = [16, 32, 31].map((currentA) => ({ minutes: 60, kwh: 7, currentA }))
    expect(netOf(priced(byCurrent, sessionAt(MORNING, amperes)))).toBe('12.000000')
    const stated = cdrOf([[0, volume('TIME', 1), volume('MAX_POWER', 10), volume('MIN_POWER', 4)]])
    expect(netOf(priced(tariff, stated.read()))).toBe('6.000000')
    const unknown = priced(tariff, cdrOf([[0, volume('TIME', 1)]]).read())
    expect([netOf(unknown), unknown.notes.map(({ kind }) => kind)]).toEqual(['0.000000', ['power-unknown', 'unpriced']])
  },
  '8': () => {
    // With a limit before taxes only, the one after taxes follows in the proportion of the session.
    const energy = element('ENERGY', 1, { vat: 20 })
    const tariff = tariffOf([energy, element('TIME', 1, { vat: 10 })], { max_price: { excl_vat: 1 } })
    const result = priced(tariff, sessionAt(MORNING, [{ minutes: 60, kwh: 1 }]))
    expect([netOf(result), grossOf(result)]).toEqual(['1.000000', '1.150000'])
    expect(result.notes).toEqual([{ kind: 'limit-derived', limit: 'max', derived: 'gross' }])
    const least = tariffOf([energy], { min_price: { excl_vat: 2 } })
    expect(grossOf(priced(least, sessionAt(MORNING, [])))).toBe('2.400000')
    const after = { max_price: { incl_vat: 1.15 } }
    const lowered = priced(
      tariffOf([energy, element('TIME', 1, { vat: 10 })], after),
      sessionAt(MORNING, [{ minutes: 60, kwh: 1 }]),
    )
    expect([netOf(lowered), grossOf(lowered), lowered.notes]).toEqual([
      ...['1.000000', '1.150000'],
      [{ kind: 'limit-derived', limit: 'max', derived: 'net' }],
    ])
    const raised = tariffOf([energy], { min_price: { incl_vat: 2.4 } })
    expect(netOf(priced(raised, sessionAt(MORNING, [])))).toBe('2.000000')
    const both = tariffOf([energy], { max_price: { excl_vat: 1, incl_vat: 9 } })
    const independent = priced(both, sessionAt(MORNING, [{ minutes: 60, kwh: 2 }]))
    expect([netOf(independent), grossOf(independent)]).toEqual(['1.000000', '2.400000'])
  },
  '9': () => {
    // A pause by the station is charging time, a pause by the vehicle is parking.
    const tariff = tariffOf([element('TIME', 6), element('PARKING_TIME', 60)])
    const during = (activity: 'suspended-by-station' | 'suspended-by-vehicle') =>
      netOf(
        priced(
          tariff,
          sessionAt(MORNING, [
            { minutes: 30, kwh: 1 },
            { minutes: 30, activity },
          ]),
        ),
      )
    expect(during('suspended-by-station')).toBe('6.000000')
    expect(during('suspended-by-vehicle')).toBe('33.000000')
  },
  '10': () => {
    // A window over midnight on FRIDAY ends with Friday, and so do dates.
    const night = { start_time: '22:00', end_time: '06:00' }
    const friday = tariffOf([element('TIME', 6, {}, { ...night, day_of_week: ['FRIDAY'] })])
    const session = sessionAt('2026-06-19T22:00:00Z', [{ minutes: 240 }])
    expect(netOf(priced(friday, session))).toBe('12.000000')
    const dated = tariffOf([element('TIME', 6, {}, { ...night, end_date: '2026-06-20' })])
    expect(netOf(priced(dated, session))).toBe('12.000000')
    const morning = sessionAt('2026-06-19T02:00:00Z', [{ minutes: 60 }])
    expect(netOf(priced(friday, morning))).toBe('6.000000')
  },
  '11': () => {
    // Periods of a CDR are sorted by their start.
    const tariff = tariffOf([element('ENERGY', 1, {}, { max_kwh: 5 }), element('ENERGY', 2)])
    const cdr = cdrOf(
      [
        [30, volume('ENERGY', 3)],
        [0, volume('ENERGY', 5)],
      ],
      { start_date_time: MORNING },
    )
    const result = priced(tariff, cdr.read())
    expect([netOf(result), result.notes.map(({ kind }) => kind)]).toEqual([
      '11.000000',
      ['periods-sorted', 'taxes-unknown'],
    ])
  },
  '12': () => {
    // A session begins with its first period, whatever the CDR states.
    const tariff = tariffOf([element('ENERGY', 1, {}, { max_duration: 60 }), element('ENERGY', 2)])
    const result = priced(tariff, cdrOf([[10, volume('ENERGY', 3)]], { start_date_time: MORNING }).read())
    expect([netOf(result), result.notes[0]?.kind]).toEqual(['3.000000', 'start-differs'])
  },
  '13': () => {
    // Without vat there is no tax, which is noted; vat 0 is a tax of nothing.
    const session = sessionAt(MORNING, [{ minutes: 60, kwh: 1 }])
    const missing = priced(tariffOf([element('ENERGY', 1)]), session)
    expect([netOf(missing), grossOf(missing), missing.notes]).toEqual([
      '1.000000',
      '1.000000',
      [{ kind: 'taxes-unknown' }],
    ])
    expect(priced(tariffOf([element('ENERGY', 1, { vat: 0 })]), session).notes).toEqual([])
    expect(priced(tariffOf([element('ENERGY', 1, { vat: 9 })], { tax_included: 'N/A' }), session)).toMatchObject({
      taxes: [],
      notes: [],
    })
  },
  '14': () => {
    // A period of a CDR that goes over a boundary is priced by its start, and noted.
    const tariff = tariffOf([element('ENERGY', 1, {}, { end_time: '10:30' }), element('ENERGY', 2)])
    const result = priced(tariff, cdrOf([[0, volume('ENERGY', 4)]]).read())
    expect(netOf(result)).toBe('4.000000')
    const tiers = tariffOf([element('ENERGY', 1, {}, { max_kwh: 3 }), element('ENERGY', 2)])
    expect(priced(tiers, cdrOf([[0, volume('ENERGY', 4)]]).read()).notes[0]).toMatchObject({
      kind: 'boundary-in-period',
    })
    expect(priced(tiers, cdrOf([[0, volume('ENERGY', 3)]]).read()).notes.map(({ kind }) => kind)).toEqual([
      'taxes-unknown',
    ])
    const at = Date.parse(MORNING) / 1000
    expect(result.notes[0]).toEqual({ kind: 'boundary-in-period', fromS: at, atS: at + 1800 })
  },
  '15': () => {
    // Tariff and CDR are in one currency.
    const cdr = cdrOf([[0, volume('ENERGY', 4)]], { currency: 'SEK' })
    expect(price(tariffOf([element('ENERGY', 1)]), cdr.read())).toMatchObject({
      problems: [{ rule: 'currency.mixed' }],
    })
  },
  '16': () => {
    // A tariff that a CDR names but does not hold: the only one given is used, of several none is guessed.
    const { json } = cdrOf([[0, volume('ENERGY', 4)]])
    const [period] = json.charging_periods
    const cdr = cdrOf([[0]], { charging_periods: [{ ...period, tariff_id: 'gone' }] })
    const tariff = tariffOf([element('ENERGY', 1, { vat: 0 })])
    expect(priced(tariff, cdr.read()).notes).toEqual([{ kind: 'other-tariff-id', stated: 'gone', used: 'T' }])
    const two = [tariff, tariffOf([element('ENERGY', 2)], { id: 'U' })]
    expect(price(two, cdr.read())).toMatchObject({ problems: [{ rule: 'session.tariff-missing' }] })
  },
  '17': () => {
    // Of a lapsed reservation RESERVATION_EXPIRES wins for each dimension; of a used or cancelled one it never counts.
    const tariff = tariffOf([flat(4, LAPSED), element('TIME', 6, {}, RESERVED), flat(1, RESERVED)])
    expect(netOf(priced(tariff, reservedFor(10, 'expired')))).toBe('5.000000')
    expect(netOf(priced(tariff, reservedFor(10, 'cancelled')))).toBe('2.000000')
    expect(netOf(priced(tariff, reservedFor(10, 'used')))).toBe('2.000000')
    const cdr = cdrOf([[0, volume('RESERVATION_TIME', 0.1667)]])
    expect([netOf(priced(tariff, cdr.read(true))), netOf(priced(tariff, cdr.read()))]).toEqual(['5.000000', '2.000000'])
  },
  '18': () => {
    // If any parking was priced, only parking is rounded; a component of price 0 is one, no component is none.
    const time = element('TIME', 6, { step_size: 600 })
    const session = sessionAt(MORNING, [{ minutes: 15 }, { minutes: 5, activity: 'parked' }])
    expect(netOf(priced(tariffOf([time]), session))).toBe('2.000000')
    const free = tariffOf([time, element('PARKING_TIME', 0, { step_size: 600 })])
    expect([netOf(priced(free, session)), priced(free, session).billed.parkingS]).toEqual(['1.500000', 600])
  },
  '19': () => {
    // Windows are of the clock on the wall: an hour that is missing has no seconds, an hour that comes twice has all of them.
    const window = tariffOf([element('TIME', 6, {}, { start_time: '02:00', end_time: '03:00' })])
    const half = tariffOf([element('TIME', 6, {}, { start_time: '02:30', end_time: '04:00' })])
    const spring = sessionAt('2026-03-29T00:00:00Z', [{ minutes: 180 }], 'Europe/Berlin')
    const autumn = sessionAt('2026-10-24T23:00:00Z', [{ minutes: 240 }], 'Europe/Berlin')
    expect([netOf(priced(window, spring)), netOf(priced(window, autumn))]).toEqual(['0.000000', '12.000000'])
    // 02:30 begins at 03:00; in autumn it comes twice, and between is 02:00 again.
    expect([netOf(priced(half, spring)), netOf(priced(half, autumn))]).toEqual(['6.000000', '12.000000'])
    const byTime = tariffOf([element('TIME', 6)])
    expect([netOf(priced(byTime, spring)), netOf(priced(byTime, autumn))]).toEqual(['18.000000', '24.000000'])
  },
  '20': () => {
    // Instants count in whole seconds, rounded down.
    const startMs = Date.parse(MORNING)
    const session = sessionAt(MORNING, [])
    const events = session.events.map((event) => ({
      ...event,
      atMs: startMs + (event.kind === 'ended' ? 600_999 : 400),
    }))
    expect(netOf(priced(tariffOf([element('TIME', 6, { step_size: 600 })]), { ...session, events }))).toBe('1.000000')
  },
  '21': () => {
    // Energy is spread evenly over the seconds of charging between two readings, and cut exactly at a threshold.
    const tariff = tariffOf([
      element('ENERGY', 1, {}, { max_kwh: 5 }),
      element('ENERGY', 2, {}, { max_duration: 3600 }),
      element('ENERGY', 10),
    ])
    const readings = sessionAt(MORNING, [{ minutes: 90, kwh: 10 }])
    const pause = (minute: number, activity: 'suspended-by-vehicle' | 'charging') =>
      ({ kind: 'activity', atMs: Date.parse(MORNING) + minute * 60_000, activity }) as const
    // 30 of the 90 minutes flow nothing; after 60 minutes 5 of 10 kWh have flowed.
    const paused = {
      ...readings,
      events: [...readings.events, pause(10, 'suspended-by-vehicle'), pause(40, 'charging')],
    }
    expect(netOf(priced(tariff, paused))).toBe('55.000000')
  },
  '22': () => {
    // Amounts are exact until the total; it is rounded once, halves away from zero, and its parts add up to it.
    const third = tariffOf([
      element('ENERGY', 0.005, { vat: 0 }),
      element('TIME', 0.005, { vat: 0 }),
      element('PARKING_TIME', 0.005, { vat: 0 }),
    ])
    const session = sessionAt(MORNING, [
      { minutes: 60, kwh: 1 },
      { minutes: 60, activity: 'parked' },
    ])
    const result = priced(third, session)
    expect(result.total.rounded).toEqual({ net: 2n, tax: 0n, gross: 2n })
    expect(result.lines.map(({ rounded }) => rounded.gross)).toEqual([1n, 1n, 0n])
    const credit = tariffOf([flat(-0.025)])
    expect(priced(credit, session).total.rounded.gross).toBe(-3n)
  },
  '23': () => {
    // The smallest unit is that of ISO 4217: none, two or three decimals.
    const rounded = (currency: string) =>
      priced(
        tariffOf([element('ENERGY', 10.4567, { vat: 10 })], { currency }),
        sessionAt(MORNING, [{ minutes: 60, kwh: 1 }]),
      ).total.rounded
    expect(rounded('JPY')).toEqual({ net: 10n, tax: 2n, gross: 12n })
    expect(rounded('EUR')).toEqual({ net: 1046n, tax: 104n, gross: 1150n })
    expect(rounded('KWD')).toEqual({ net: 10_457n, tax: 1045n, gross: 11_502n })
  },
  '24': () => {
    // A session that ends as it starts owes its fixed price, and no step of nothing.
    const tariff = tariffOf([
      flat(1),
      element('ENERGY', 1, { step_size: 1000 }),
      element('TIME', 60, { step_size: 600 }),
    ])
    const result = priced(tariff, sessionAt(MORNING, []))
    expect([netOf(result), result.lines.length]).toEqual(['1.000000', 1])
  },
  '25': () => {
    // Prices below zero are charged as they are, steps and all; min_price stops them.
    const elements = [element('ENERGY', -0.1, { vat: 20, step_size: 1000 })]
    const session = sessionAt(MORNING, [{ minutes: 60, kwh: 4.2 }])
    expect(grossOf(priced(tariffOf(elements), session))).toBe('-0.600000')
    const stopped = priced(tariffOf(elements, { min_price: { excl_vat: 0 } }), session)
    expect([netOf(stopped), grossOf(stopped)]).toEqual(['0.000000', '0.000000'])
  },
  '26': () => {
    // While nothing was measured the vehicle is taken to go on as before, so that a running price does not jump.
    const tariff = tariffOf([element('TIME', 6, {}, { min_power: 10 })])
    const session = sessionAt(MORNING, [{ minutes: 30, kwh: 6 }])
    const running = { ...session, events: session.events.filter(({ kind }) => kind !== 'ended') }
    const later = priced(tariff, { ...running, asOfMs: Date.parse(MORNING) + 40 * 60_000 })
    expect([netOf(later), later.measured.energyMilliWh]).toEqual(['4.000000', 6_000_000])
    expect(later.notes.map(({ kind }) => kind)).toEqual(['still-running', 'meter-ends-early', 'taxes-unknown'])
  },
  '27': () => {
    // An unknown restriction restricts nothing, and is noted where it mattered.
    const tariff = tariffOf([element('ENERGY', 1, { vat: 0 }, { max_soc: 80 })])
    const result = priced(tariff, sessionAt(MORNING, [{ minutes: 60, kwh: 1 }]))
    expect(netOf(result)).toBe('1.000000')
    expect(result.notes).toEqual([{ kind: 'restriction-ignored', elementIndex: 0, names: ['max_soc'] }])
  },
  '28': () => {
    // A tariff that is not in force prices a session that was started with it, and it is noted.
    const tariff = tariffOf([element('ENERGY', 1, { vat: 0 })], { end_date_time: MORNING })
    const early = sessionAt('2026-06-15T09:59:59Z', [{ minutes: 60, kwh: 1 }])
    expect(priced(tariff, early).notes).toEqual([])
    const late = priced(tariff, sessionAt(MORNING, [{ minutes: 60, kwh: 1 }]))
    expect(netOf(late)).toBe('1.000000')
    expect(late.notes).toMatchObject([{ kind: 'outside-validity', tariffId: 'T' }])
  },
}

it.each(Object.keys(decisions))('decision %s', (number) => decisions[number]?.())

test('each decision of the document is pinned, and no other', () => {
  const document = readFileSync(new URL('../../../../docs/pricing.md', import.meta.url), 'utf8')
  const written = [...document.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => number)
  expect(written).toEqual(Object.keys(decisions))
})

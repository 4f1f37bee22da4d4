import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { readOcpiTariff } from '../convert/ocpi/read-tariff.ts'
import { writeOcpiTariff } from '../convert/ocpi/write-tariff.ts'
import type { Rule } from '../problem.ts'
import type { PeriodSession, RecordedSession, SessionEvent } from '../session/session.ts'
import { unwrap } from '../testing/unwrap.ts'
import { isUsable, validateOcpiTariff, validateSession, validateTariffs } from './validate.ts'

const ENERGY = { type: 'ENERGY', price: 0.4, vat: 19, step_size: 1 }
const BERLIN = { timeZone: 'Europe/Berlin' }

function tariffWith(members: object, elements: readonly object[] = [{ price_components: [ENERGY] }]) {
  return { id: 'T', currency: 'EUR', elements, last_updated: '2026-01-01T00:00:00Z', ...members }
}

function restricted(restrictions: object, component: object = ENERGY) {
  return { price_components: [component], restrictions }
}

function problemsOf(json: object, context: { timeZone?: string } = BERLIN) {
  return validateOcpiTariff(json, context).map(({ rule, path, element }) => ({ rule, path, element }))
}

test('a sound tariff has no problem', () => {
  expect(problemsOf(tariffWith({}))).toEqual([])
})

describe('each rule names the place', () => {
  const cases: [string, object, Rule, string][] = [
    [
      'no moment between the energies',
      restricted({ min_kwh: 10, max_kwh: 10 }),
      'element.never-matches',
      '.restrictions',
    ],
    [
      'no moment between the powers',
      restricted({ min_power: 22, max_power: 11 }),
      'element.never-matches',
      '.restrictions',
    ],
    ['no moment below zero', restricted({ max_duration: 0 }), 'element.never-matches', '.restrictions'],
    [
      'dates in the wrong order',
      restricted({ start_date: '2026-03-02', end_date: '2026-03-01' }),
      'element.never-matches',
      '.restrictions',
    ],
    [
      'no Sunday within the dates',
      restricted({ start_date: '2026-03-02', end_date: '2026-03-06', day_of_week: ['SUNDAY'] }),
      'element.never-matches',
      '.restrictions',
    ],
    [
      'energy of a reservation',
      restricted({ reservation: 'RESERVATION', min_kwh: 1 }),
      'element.never-matches',
      '.restrictions',
    ],
    [
      'energy price of a reservation',
      restricted({ reservation: 'RESERVATION' }),
      'component.not-reservable',
      '.price_components[0]',
    ],
    ['no component', { price_components: [] }, 'element.no-components', ''],
    ['a dimension twice', { price_components: [ENERGY, ENERGY] }, 'component.twice', '.price_components[1]'],
    ['step 0', { price_components: [{ ...ENERGY, step_size: 0 }] }, 'step-size.zero', '.price_components[0].step_size'],
    [
      'a price below zero',
      { price_components: [{ ...ENERGY, price: -0.01 }] },
      'component.negative-price',
      '.price_components[0].price',
    ],
    [
      'a minute before midnight',
      restricted({ start_time: '06:00', end_time: '23:59' }),
      'restriction.minute-gap',
      '.restrictions.end_time',
    ],
    [
      'start equals end',
      restricted({ start_time: '06:00', end_time: '06:00' }),
      'restriction.empty-window',
      '.restrictions',
    ],
    [
      'a step beyond a tier that becomes cheaper',
      restricted({ max_kwh: 10.25 }, { ...ENERGY, price: 0.6, step_size: 500 }),
      'step-size.cheaper-by-more',
      '.price_components[0].step_size',
    ],
  ]
  it.each(cases)('%s', (_, element, rule, suffix) => {
    const problems = problemsOf(tariffWith({}, [element, { price_components: [ENERGY] }]))
    expect(problems).toContainEqual({ rule, path: `elements[0]${suffix}`, element: 0 })
  })
})

test('a tariff of dead elements can never match', () => {
  const rules = problemsOf(tariffWith({}, [restricted({ min_kwh: 2, max_kwh: 1 })])).map(({ rule }) => rule)
  expect(rules).toEqual(['element.never-matches', 'tariff.never-matches'])
  expect(problemsOf(tariffWith({}, []))).toMatchObject([{ rule: 'tariff.no-elements' }])
})

test('an element behind a more general one is hidden; a general one behind a special one is not', () => {
  const night = restricted({ start_time: '22:00', end_time: '06:00' })
  const base = { price_components: [ENERGY] }
  expect(problemsOf(tariffWith({}, [base, night]))).toEqual([
    { rule: 'element.shadowed', path: 'elements[1]', element: 1 },
  ])
  expect(problemsOf(tariffWith({}, [night, base]))).toEqual([])
})

test('an element of another dimension hides nothing', () => {
  const time = { price_components: [{ type: 'TIME', price: 1, step_size: 60 }] }
  expect(problemsOf(tariffWith({}, [time, restricted({ start_time: '22:00', end_time: '06:00' })]))).toEqual([])
})

test('two elements that overlap in part are told', () => {
  const elements = [restricted({ start_time: '22:00', end_time: '06:00' }), restricted({ day_of_week: ['SUNDAY'] })]
  expect(problemsOf(tariffWith({}, elements))).toEqual([{ rule: 'element.overlaps', path: 'elements[1]', element: 1 }])
  const apart = [
    restricted({ start_time: '22:00', end_time: '06:00' }),
    restricted({ start_time: '06:00', end_time: '22:00' }),
  ]
  expect(problemsOf(tariffWith({}, apart))).toEqual([])
})

test('local times need a time zone, and only they', () => {
  const night = tariffWith({}, [restricted({ start_time: '22:00' })])
  expect(problemsOf(night, {})).toEqual([{ rule: 'time-zone.missing', path: 'elements[0].restrictions', element: 0 }])
  expect(problemsOf(night, { timeZone: 'Europe/Nowhere' })).toMatchObject([{ rule: 'time-zone.unknown' }])
  expect(problemsOf(night, { timeZone: '+01:00' })).toMatchObject([{ rule: 'time-zone.unknown' }])
  expect(problemsOf(tariffWith({}), {})).toEqual([])
})

test('limits and validity are in order', () => {
  const crossed = { min_price: { excl_vat: 5 }, max_price: { excl_vat: 4 } }
  expect(problemsOf(tariffWith(crossed))).toMatchObject([{ rule: 'tariff.min-above-max' }])
  const untaxed = { max_price: { excl_vat: 10, incl_vat: 10 }, min_price: { excl_vat: 1, incl_vat: 1.19 } }
  expect(problemsOf(tariffWith(untaxed))).toMatchObject([{ rule: 'tariff.limits-disagree', path: 'max_price' }])
  const over = { start_date_time: '2026-02-01T00:00:00Z', end_date_time: '2026-01-01T00:00:00Z' }
  expect(problemsOf(tariffWith(over))).toMatchObject([{ rule: 'tariff.end-before-start' }])
})

test('what cannot be read names field and rule', () => {
  const json = tariffWith({ currency: 'eur' }, [
    { price_components: [{ type: 'POWER', price: 'much', vat: 190, step_size: 1.5 }] },
    restricted({ start_time: '24:00', start_date: '2026-02-30', day_of_week: ['FUNDAY'], min_kwh: -1 }),
  ])
  expect(problemsOf(json).map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    'currency.unknown currency',
    'json.enum elements[0].price_components[0].type',
    'json.number elements[0].price_components[0].price',
    'component.tax-out-of-range elements[0].price_components[0].vat',
    'json.number elements[0].price_components[0].step_size',
    'json.time elements[1].restrictions.start_time',
    'json.time elements[1].restrictions.start_date',
    'json.enum elements[1].restrictions.day_of_week[0]',
    'json.number elements[1].restrictions.min_kwh',
  ])
  for (const hostile of [null, 7, 'x', [], { elements: 'x' }, { elements: [null], price_components: 3 }]) {
    expect(isUsable(validateOcpiTariff(hostile))).toBe(false)
  }
})

test('an unknown restriction is kept, not judged, and told', () => {
  const json = tariffWith({}, [restricted({ max_soc: 80 })])
  expect(problemsOf(json)).toEqual([
    { rule: 'json.unknown-field', path: 'elements[0].restrictions.max_soc', element: 0 },
  ])
  expect(writeOcpiTariff(unwrap(readOcpiTariff(json)), '2.3.0').value).toMatchObject({
    elements: [{ restrictions: { max_soc: 80 } }],
  })
})

test('tariffs of one connector share a currency and do not compete', () => {
  const read = (members: object) => unwrap(readOcpiTariff(tariffWith(members)))
  const regular = read({ type: 'REGULAR' })
  const rules = (others: object) => validateTariffs([regular, read(others)]).map(({ rule }) => rule)
  expect(rules({ type: 'AD_HOC_PAYMENT' })).toEqual([])
  expect(rules({})).toEqual(['tariff.competes'])
  expect(rules({ type: 'AD_HOC_PAYMENT', currency: 'GBP' })).toEqual(['currency.mixed'])
})

describe('sessions', () => {
  const recorded = (...events: SessionEvent[]): RecordedSession => ({ kind: 'recorded', timeZone: 'UTC', events })
  const started = { kind: 'started', atMs: 10_000 } as const
  const meter = (atMs: number, registerWh: number): SessionEvent => ({ kind: 'meter', atMs, registerWh })
  const rulesOf = (session: RecordedSession | PeriodSession) =>
    validateSession(session).map(({ rule, path }) => `${rule} ${path}`)

  test('that contradict themselves say where', () => {
    expect(rulesOf(recorded(started, { kind: 'ended', atMs: 9000 }))).toEqual(['session.end-before-start events[1]'])
    expect(rulesOf(recorded(meter(0, 5)))).toEqual(['session.no-start events'])
    expect(rulesOf(recorded(meter(20_000, 4), started, meter(10_000, 5)))).toEqual([
      'session.register-decreases events[0].registerWh',
    ])
    expect(rulesOf(recorded(started, meter(10_000, -5)))).toEqual(['session.negative-volume events[1].registerWh'])
    expect(rulesOf(recorded(started, meter(10_000, 1e300)))).toEqual(['session.too-large events[1].registerWh'])
    expect(rulesOf(recorded(started, meter(10_000, Number.NaN)))).toEqual(['json.number events[1].registerWh'])
    expect(rulesOf(recorded(started, { kind: 'ended', atMs: Infinity }))).toEqual(['json.time events[1].atMs'])
    expect(rulesOf(recorded(started, { kind: 'reserved', atMs: 10_001 }))).toEqual([
      'session.reservation-order events[1]',
    ])
    expect(rulesOf(recorded(started, { kind: 'ended', atMs: 4e11 }))).toEqual(['session.too-large events'])
    expect(rulesOf({ ...recorded(started), timeZone: 'Mars/Base' })).toEqual(['time-zone.unknown time_zone'])
    expect(rulesOf({ ...recorded(started), timeZone: '' })).toEqual(['time-zone.missing time_zone'])
  })

  test('of a CDR have volumes, an order and the tariff’s currency', () => {
    const period = { startMs: 0, energyMilliWh: 1, chargingS: 1, parkingS: 0, reservationS: 0 }
    const cdr: PeriodSession = {
      ...{ kind: 'periods', timeZone: 'UTC', currency: 'GBP', startMs: 0, endMs: 1000, isReservationExpired: false },
      periods: [period],
    }
    expect(rulesOf({ ...cdr, periods: [{ ...period, energyMilliWh: -1 }] })).toEqual([
      'session.negative-volume charging_periods[0].dimensions',
    ])
    expect(rulesOf({ ...cdr, endMs: Number.NaN })).toEqual(['json.time charging_periods'])
    expect(rulesOf({ ...cdr, startMs: 5, endMs: 4 })).toEqual(['session.end-before-start end_date_time'])
    expect(rulesOf({ ...cdr, periods: [] })).toEqual(['session.no-start charging_periods'])
    const tariff = unwrap(readOcpiTariff(tariffWith({})))
    expect(validateSession(cdr, tariff)).toMatchObject([{ rule: 'currency.mixed' }])
    const named = { ...cdr, currency: 'EUR', periods: [{ ...period, tariffId: 'other' }] }
    expect(validateSession(named, [tariff, { ...tariff, id: 'U' }])).toMatchObject([{ rule: 'session.tariff-missing' }])
  })
})

test('every rule is in the document, and no other', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  const rules = [...read('../problem.ts').matchAll(/^ {2}\| '([a-z.-]+)'/gm)].map(([, rule]) => rule)
  const table = read('../../../../docs/pricing.md').split('## Problems')[1]?.split('## How')[0] ?? ''
  const written = [...table.matchAll(/`([a-z-]+\.[a-z-]+)`/g)].map(([, rule]) => rule)
  expect(written.toSorted()).toEqual(rules.toSorted())
})

test('a tariff that begins when another ends does not compete, and an equal price is not cheaper', () => {
  const read = (members: object) => unwrap(readOcpiTariff(tariffWith(members)))
  const change = '2026-07-01T00:00:00Z'
  expect(validateTariffs([read({ end_date_time: change }), read({ start_date_time: change })])).toEqual([])
  const tier = restricted({ max_kwh: 10.25 }, { ...ENERGY, step_size: 500 })
  expect(problemsOf(tariffWith({}, [tier, { price_components: [ENERGY] }]))).toEqual([])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceKm } from './distance.ts'
import { offersFor, type Worker } from './offers.ts'

const HAMBURG = { latitude: 53.55, longitude: 10 }
const BREMEN = { latitude: 53.08, longitude: 8.8 }
const HOUR_MS = 3_600_000
/** A Tuesday, nine o'clock in Berlin. */
const TUESDAY_MS = Date.parse('2026-11-24T08:00:00Z')
const task = { place: HAMBURG, isUrgent: true, nowMs: TUESDAY_MS, timeZone: 'Europe/Berlin' }
const worker = (id: string, more: Partial<Worker> = {}): Worker => ({
  id,
  name: id,
  isTechnician: true,
  slots: [],
  ...more,
})
const slot = (from: string, until: string, place: Worker['slots'][number]['place'] = null) => ({
  ...{ fromMs: Date.parse(from), untilMs: Date.parse(until), place },
})
const startsOf = (workers: readonly Worker[], more: Partial<typeof task> = {}) =>
  offersFor({ ...task, ...more }, workers).map(({ worker: { id }, fromMs }) => [id, new Date(fromMs).toISOString()])

describe('whom to send, and when', () => {
  test('somebody free goes at once', () => {
    expect(startsOf([worker('Ada')])).toEqual([['Ada', '2026-11-24T08:00:00.000Z']])
  })

  test.each([
    ['the evening', '2026-11-24T15:30:00Z', '2026-11-25T07:00:00.000Z'],
    ['Friday night', '2026-11-27T20:00:00Z', '2026-11-30T07:00:00.000Z'],
    ['the small hours of summer', '2026-07-01T01:00:00Z', '2026-07-01T06:00:00.000Z'],
  ])('%s waits for working hours', (_, now, from) => {
    expect(startsOf([worker('Ada')], { nowMs: Date.parse(now) })).toEqual([['Ada', from]])
  })

  test('the way from the job before is reckoned with, and to the one after', () => {
    const before = worker('Ada', { slots: [slot('2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z', BREMEN)] })
    const [offer] = offersFor(task, [before])
    expect(offer?.travelKm).toBeCloseTo(95.1, 0)
    expect(offer?.fromMs).toBe(Date.parse('2026-11-24T11:00:00Z'))
    const after = worker('Ada', { slots: [slot('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z', BREMEN)] })
    expect(startsOf([after])).toEqual([['Ada', '2026-11-24T13:00:00.000Z']])
  })

  test('a job at a site that is not seen holds somebody, and neither its way nor its number is told', () => {
    const hidden = { ...slot('2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z', BREMEN), isHidden: true }
    const [offer] = offersFor(task, [worker('Ada', { slots: [hidden] })])
    expect(offer).toMatchObject({ travelKm: null, openOrders: 0, fromMs: Date.parse('2026-11-24T09:00:00Z') })
  })

  test('technicians come before others, then the earliest, then whoever has less to do, then the name', () => {
    const busy = [slot('2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z')]
    const later = [slot('2026-11-26T08:00:00Z', '2026-11-26T09:00:00Z')]
    const people = [
      worker('Owner', { isTechnician: false }),
      worker('Busy', { slots: busy }),
      worker('Later', { slots: later }),
      worker('Zoe'),
      worker('Ada'),
    ]
    expect(startsOf(people).map(([id]) => id)).toEqual(['Ada', 'Zoe', 'Later', 'Busy', 'Owner'])
  })

  test('what is not urgent goes to whoever is near on the first day', () => {
    const far = worker('Far', { slots: [slot('2026-11-24T07:00:00Z', '2026-11-24T08:00:00Z', BREMEN)] })
    const near = worker('Near', {
      slots: [
        slot('2026-11-24T11:00:00Z', '2026-11-24T12:00:00Z', HAMBURG),
        slot('2026-11-24T08:00:00Z', '2026-11-24T11:00:00Z', HAMBURG),
      ],
    })
    expect(startsOf([far, near], { isUrgent: true }).map(([id]) => id)).toEqual(['Far', 'Near'])
    expect(startsOf([far, near], { isUrgent: false }).map(([id]) => id)).toEqual(['Near', 'Far'])
  })

  test('an offer never overlaps what holds the person, and lies in working hours', () => {
    const slots = fc.array(fc.tuple(fc.integer({ min: 0, max: 14 * 48 }), fc.integer({ min: 1, max: 20 })), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(slots, fc.boolean(), (held, isUrgent) => {
        const taken = held.map(([start, length]) => ({
          ...{ fromMs: TUESDAY_MS + (start * HOUR_MS) / 2, untilMs: TUESDAY_MS + ((start + length) * HOUR_MS) / 2 },
          place: null,
        }))
        for (const { fromMs, untilMs } of offersFor({ ...task, isUrgent, timeZone: 'UTC' }, [
          worker('Ada', { slots: taken }),
        ])) {
          expect(taken.some((other) => other.fromMs < untilMs && other.untilMs > fromMs)).toBe(false)
          const [from, until] = [new Date(fromMs), new Date(untilMs)]
          expect([0, 6]).not.toContain(from.getUTCDay())
          expect(from.getUTCHours()).toBeGreaterThanOrEqual(8)
          expect(until.getUTCHours() * 60 + until.getUTCMinutes()).toBeLessThanOrEqual(17 * 60)
        }
      }),
    )
  })

  test('a distance is the same both ways, and none to the place itself', () => {
    const place = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    fc.assert(
      fc.property(place, place, (one, other) => {
        expect(distanceKm(one, one)).toBe(0)
        expect(distanceKm(one, other)).toBeCloseTo(distanceKm(other, one), 6)
        expect(distanceKm(one, other)).toBeLessThan(20_100)
      }),
    )
  })
})

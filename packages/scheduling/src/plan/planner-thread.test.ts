import { afterAll, describe, expect, it } from 'vitest'
import { openPlannerThread } from './planner-thread.ts'
import { compiled, outlookOf, point, request, vehicle } from './testing/plan-cases.ts'

const site = compiled([{ id: 'grid', limits: { perPhaseA: 32 } }], [point('a', 'grid'), point('b', 'grid')])
const thread = openPlannerThread({ deadlineMs: 30_000 })
afterAll(() => thread.close())

/** A plan that takes far longer than a millisecond. */
function large() {
  const points = Array.from({ length: 300 }, (_, index) => point(`p${index}`, 'grid', { minA: 0 }))
  const busy = compiled([{ id: 'grid', limits: { perPhaseA: 900 } }], points)
  return request(
    busy,
    points.map(({ id }, index) => vehicle(id, 8 + (index % 16), 10 + (index % 40))),
  )
}

describe('the planner in a thread of its own', () => {
  it('plans', async () => {
    const answer = await thread.plan('one', request(site, [vehicle('a', 4, 20)]))
    if (answer.kind !== 'planned') throw new Error(answer.kind)
    expect(outlookOf(answer.result, 'a').plannedKwh).toBeCloseTo(20, 2)
  })

  it('plans again from where it stood, and says the same', async () => {
    const order = request(site, [vehicle('a', 4, 20), vehicle('b', 3, 30)], { prices: { buy: 0.3 } })
    const first = await thread.plan('one', order)
    const second = await thread.plan('one', order)
    if (first.kind !== 'planned' || second.kind !== 'planned') throw new Error('no plan')
    expect(second.result.cost.energy).toBeCloseTo(first.result.cost.energy, 6)
  })

  it('does not hold up the caller, and gives the previous plan when the new one is late', async () => {
    const hasty = openPlannerThread({ deadlineMs: 4000 })
    try {
      const first = await hasty.plan('one', request(site, [vehicle('a', 4, 20)]))
      expect(first.kind).toBe('planned')
      const order = large()
      const [late, meanwhile] = await Promise.all([
        hasty.plan('two', { ...order, horizonMs: 36 * 3_600_000, slotMs: 60_000 }),
        hasty.plan('one', request(site, [vehicle('a', 4, 20)])),
      ])
      expect(late).toEqual({ kind: 'none', why: 'late' })
      expect(meanwhile).toMatchObject({ kind: 'previous', why: 'late' })
      expect((await hasty.plan('two', order)).kind).toBe('none')
    } finally {
      await hasty.close()
    }
  })

  it('answers after its end', async () => {
    const ended = openPlannerThread({ deadlineMs: 10_000 })
    await ended.plan('one', request(site, [vehicle('a', 4, 20)]))
    await ended.close()
    expect(await ended.plan('one', request(site, []))).toMatchObject({ kind: 'previous', why: 'closed' })
    expect(await ended.plan('other', request(site, []))).toEqual({ kind: 'none', why: 'closed' })
  })
})

import { describe, expect, it } from 'vitest'
import { compileSite } from '../site/compile.ts'
import type { ChargingPoint, Site } from '../site/site.ts'
import { allocate, buildAllocator } from './allocate.ts'
import type { VehicleNow } from './control-input.ts'
import { freshMemory } from './memory.ts'
import type { AllocatorSettings } from './settings.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const THREE_PHASE = { kind: 'three-phase', rotation: 'RST' } as const

function point(id: string, more: Partial<ChargingPoint> = {}): ChargingPoint {
  return { id, nodeId: 'fuse', wiring: THREE_PHASE, maxA: 32, minA: 6, steps: { kind: 'step', stepA: 1 }, ...more }
}

function siteOf(fuseA: number, points: readonly ChargingPoint[]): Site {
  return { id: 'site', voltageV: 230, nodes: [{ id: 'fuse', limits: { perPhaseA: fuseA } }], points }
}

function controllerOf(site: Site, settings: Partial<AllocatorSettings>) {
  const compiled = compileSite(site)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return { allocator: buildAllocator(compiled.value, settings), memory: freshMemory() }
}

function vehicle(id: string, more: Partial<VehicleNow> = {}): VehicleNow {
  return {
    id: `vehicle ${id}`,
    pointId: id,
    arrivedAtMs: 0,
    departure: { basis: 'estimated', atMs: 8 * HOUR_MS },
    need: { basis: 'estimated', kwh: 40 },
    deliveredKwh: 0,
    phases: 3,
    ...more,
  }
}

const IMMEDIATE = { confirmation: 'immediate' } as const

describe('allocate', () => {
  it('raises nobody before the others have confirmed that they take less', () => {
    const { allocator, memory } = controllerOf(siteOf(32, [point('a'), point('b')]), {})
    const online = (pointId: string, confirmedSequence?: number) => ({
      pointId,
      online: true,
      ...(confirmedSequence === undefined ? {} : { confirmedSequence }),
    })
    const first = allocate(allocator, memory, {
      nowMs: 0,
      vehicles: [vehicle('a')],
      points: [online('a'), online('b')],
    })
    expect(first.commands).toMatchObject([{ pointId: 'a', limitA: 32, purpose: 'raise' }])
    const sequence = first.commands[0]!.sequence
    const both = [vehicle('a'), vehicle('b')]
    const second = allocate(allocator, memory, {
      nowMs: 10_000,
      vehicles: both,
      points: [online('a', sequence), online('b')],
    })
    expect(second.commands).toMatchObject([{ pointId: 'a', purpose: 'lower' }])
    expect(second.vehicles[1]!.binding.kind).toBe('waiting-for-confirmation')
    const lowered = second.commands[0]!
    const third = allocate(allocator, memory, {
      nowMs: 20_000,
      vehicles: both,
      points: [online('a', lowered.sequence), online('b')],
    })
    const raised = third.commands.find(({ pointId }) => pointId === 'b')
    expect(raised?.purpose).toBe('raise')
    expect(lowered.limitA + raised!.limitA).toBeLessThanOrEqual(32)
  })

  it('counts a station that dropped out with what it accepted, until its hold has run out', () => {
    const { allocator, memory } = controllerOf(siteOf(32, [point('a'), point('b')]), { holdMs: 30 * MINUTE_MS })
    const report = (online: boolean) => [
      { pointId: 'a', online, confirmedSequence: 1 },
      { pointId: 'b', online: true },
    ]
    const vehicles = [vehicle('a')]
    allocate(allocator, memory, { nowMs: 0, vehicles, points: [{ pointId: 'a', online: true }] })
    allocate(allocator, memory, { nowMs: 10_000, vehicles, points: report(true) })
    const later = allocate(allocator, memory, {
      nowMs: 20_000,
      vehicles: [...vehicles, vehicle('b')],
      points: report(false),
    })
    expect(later.vehicles[0]!.binding).toEqual({ kind: 'offline', countedA: 32 })
    expect(later.vehicles[1]!.targetA).toBe(0)
    const afterHold = allocate(allocator, memory, {
      nowMs: 40 * MINUTE_MS,
      vehicles: [...vehicles, vehicle('b')],
      points: report(false),
    })
    expect(afterHold.vehicles[1]!.targetA).toBe(32)
  })

  it('does not send again, when a station comes back, what others have been given since', () => {
    const { allocator, memory } = controllerOf(siteOf(32, [point('a'), point('b')]), { holdMs: 10 * MINUTE_MS })
    const confirmed = new Map<string, number>()
    const decide = (nowMs: number, isAOnline: boolean) => {
      const points = ['a', 'b'].map((pointId) => {
        const confirmedSequence = confirmed.get(pointId)
        const online = pointId === 'b' || isAOnline
        return { pointId, online, ...(confirmedSequence === undefined ? {} : { confirmedSequence }) }
      })
      const vehicles = nowMs === 0 ? [vehicle('a')] : [vehicle('a'), vehicle('b')]
      const { commands } = allocate(allocator, memory, { nowMs, vehicles, points })
      for (const { pointId, sequence } of commands) if (pointId === 'b') confirmed.set(pointId, sequence)
      return commands
    }
    expect(decide(0, true)).toMatchObject([{ pointId: 'a', limitA: 32 }])
    for (let nowMs = MINUTE_MS; nowMs < 20 * MINUTE_MS; nowMs += MINUTE_MS) decide(nowMs, false)
    expect(memory.points.get('b')!.confirmedA).toBe(32)
    expect(decide(20 * MINUTE_MS, true).filter(({ pointId }) => pointId === 'a')).toEqual([])
  })

  it('lets vehicles take turns in blocks where not all can have their least current', () => {
    const ids = ['a', 'b', 'c', 'd']
    const { allocator, memory } = controllerOf(
      siteOf(
        13,
        ids.map((id) => point(id)),
      ),
      {
        ...IMMEDIATE,
        minOnMs: 10 * MINUTE_MS,
        minOffMs: 10 * MINUTE_MS,
      },
    )
    const onMs = new Map(ids.map((id) => [id, 0]))
    const startedAt = new Map<string, number>()
    let shortest = Number.POSITIVE_INFINITY
    for (let nowMs = 0; nowMs < 6 * HOUR_MS; nowMs += MINUTE_MS) {
      const { vehicles } = allocate(allocator, memory, { nowMs, vehicles: ids.map((id) => vehicle(id)) })
      const lines = vehicles.reduce((sum, { targetA }) => sum + targetA, 0)
      expect(lines).toBeLessThanOrEqual(13)
      for (const { pointId, targetA } of vehicles) {
        expect(targetA === 0 || targetA >= 6).toBe(true)
        if (targetA > 0) {
          onMs.set(pointId, onMs.get(pointId)! + MINUTE_MS)
          if (!startedAt.has(pointId)) startedAt.set(pointId, nowMs)
        } else if (startedAt.has(pointId)) {
          shortest = Math.min(shortest, nowMs - startedAt.get(pointId)!)
          startedAt.delete(pointId)
        }
      }
    }
    expect(shortest).toBeGreaterThanOrEqual(10 * MINUTE_MS)
    for (const id of ids) expect(onMs.get(id)! / HOUR_MS).toBeGreaterThan(1)
  })

  it('moves a vehicle to one line where three cannot have their least current, and back when there is room', () => {
    const site = siteOf(10, [
      point('a', { phaseSwitching: 'both' }),
      point('b', { wiring: { kind: 'single-phase', phase: 'L3' } }),
    ])
    const { allocator, memory } = controllerOf(site, { ...IMMEDIATE, phaseSwitchAfterMs: 5 * MINUTE_MS })
    const other = vehicle('b', { phases: 1, doesNotResume: true, departure: { basis: 'estimated', atMs: 2 * HOUR_MS } })
    const kwOf = (nowMs: number, vehicles: readonly VehicleNow[]) =>
      allocate(allocator, memory, { nowMs, vehicles }).vehicles.find(({ pointId }) => pointId === 'a')!.targetA
    let nowMs = 0
    allocate(allocator, memory, { nowMs, vehicles: [other] })
    for (; nowMs < 10 * MINUTE_MS; nowMs += MINUTE_MS) kwOf(nowMs, [vehicle('a'), other])
    expect(memory.vehicles.get('vehicle a')!.phases).toBe(1)
    expect(kwOf(nowMs, [vehicle('a'), other])).toBeGreaterThanOrEqual(6)
    for (; nowMs < 40 * MINUTE_MS; nowMs += MINUTE_MS) kwOf(nowMs, [vehicle('a')])
    expect(memory.vehicles.get('vehicle a')!.phases).toBe(3)
    expect(kwOf(nowMs, [vehicle('a')])).toBe(10)
  })

  it('gives what a vehicle does not draw to others, and back as soon as it draws all it may', () => {
    const { allocator, memory } = controllerOf(siteOf(32, [point('a'), point('b')]), { ...IMMEDIATE, minOffMs: 0 })
    const decide = (minute: number, drawA: number, drawB: number) => {
      const meter = { drawAtMs: minute * MINUTE_MS }
      const vehicles = [vehicle('a', { drawA, ...meter }), vehicle('b', { drawA: drawB, ...meter })]
      return allocate(allocator, memory, { nowMs: minute * MINUTE_MS, vehicles }).vehicles.map(({ targetA }) => targetA)
    }
    const [start = 0] = decide(0, 0, 0)
    expect(start).toBeGreaterThan(10)
    const [reduced = 0, other = 0] = decide(2, 8, 32 - start)
    expect(reduced).toBeLessThanOrEqual(10)
    expect(other).toBeGreaterThanOrEqual(22)
    const [back = 0] = decide(4, reduced, other)
    expect(back).toBe(start)
  })

  it('follows a plan, fills what it leaves, and never goes above a cap', () => {
    const { allocator, memory } = controllerOf(siteOf(40, [point('a'), point('b')]), IMMEDIATE)
    const plan = {
      madeAtMs: 0,
      startMs: 0,
      slotMs: 15 * MINUTE_MS,
      slots: 2,
      vehicles: [
        { vehicleId: 'vehicle a', targetA: [20, 0], above: 'cap' as const },
        { vehicleId: 'vehicle b', targetA: [6, 6] },
      ],
      caps: [{ nodeId: 'fuse', vehiclesKw: [30 * 0.69, 5] }],
    }
    const vehicles = [vehicle('a'), vehicle('b')]
    const first = allocate(allocator, memory, { nowMs: 0, vehicles, plan })
    expect(first.vehicles.map(({ targetA }) => targetA)).toEqual([20, 10])
    expect(first.vehicles[0]!.binding).toEqual({ kind: 'plan', targetA: 20 })
    expect(first.vehicles[1]!.binding).toEqual({ kind: 'limit', subject: { kind: 'power', nodeId: 'fuse' } })
    const second = allocate(allocator, memory, { nowMs: 15 * MINUTE_MS, vehicles, plan })
    expect(second.vehicles.map(({ targetA }) => targetA)).toEqual([0, 7])
  })

  it('counts what an over-drawing vehicle takes, and lowers the others first', () => {
    const { allocator, memory } = controllerOf(siteOf(32, [point('a', { maxA: 16 }), point('b')]), IMMEDIATE)
    const vehicles = (drawA: number, atMs: number) => [vehicle('a', { drawA, drawAtMs: atMs }), vehicle('b')]
    const [, before] = allocate(allocator, memory, { nowMs: 0, vehicles: vehicles(0, 0) }).vehicles
    expect(before!.targetA).toBe(16)
    const { vehicles: after, problems } = allocate(allocator, memory, {
      nowMs: 2 * MINUTE_MS,
      vehicles: vehicles(22, 2 * MINUTE_MS),
    })
    expect(after[0]!.countedA).toBe(22)
    expect(problems).toContainEqual({ kind: 'over-draw', vehicleId: 'vehicle a', drawA: 22, limitA: 16 })
    expect(after[1]!.targetA).toBeLessThanOrEqual(16)
  })

  it('says how much of an impossible wish will be met, and why not more', () => {
    const { allocator, memory } = controllerOf(siteOf(32, [point('a')]), IMMEDIATE)
    const wish = { departure: { basis: 'estimated', atMs: HOUR_MS }, need: { basis: 'estimated', kwh: 100 } } as const
    const [decided] = allocate(allocator, memory, { nowMs: 0, vehicles: [vehicle('a', wish)] }).vehicles
    expect(decided!.outlook).toMatchObject({ wantedKwh: 100, shortBecause: 'time' })
    expect(decided!.outlook!.expectedKwh).toBeCloseTo(32 * 0.69, 0)
    const ids = ['a', 'b', 'c']
    const crowded = controllerOf(
      siteOf(
        16,
        ids.map((id) => point(id)),
      ),
      IMMEDIATE,
    )
    const { vehicles } = allocate(crowded.allocator, crowded.memory, {
      nowMs: 0,
      vehicles: ids.map((id) => vehicle(id)),
    })
    expect(vehicles.map(({ outlook }) => outlook!.shortBecause)).toContain('capacity')
  })

  it('reserves the safe current of a point on all lines, because its next vehicle may use them unheard', () => {
    const safe = point('a', { safeA: 6 })
    const line = point('b', { wiring: { kind: 'single-phase', phase: 'L2' } })
    const { allocator, memory } = controllerOf(siteOf(32, [safe, line]), IMMEDIATE)
    const onOneLine = vehicle('a', { phases: 1, measuredTerminals: ['L1'] })
    const points = [{ pointId: 'a', online: false }]
    const { vehicles } = allocate(allocator, memory, { nowMs: 0, vehicles: [onOneLine, vehicle('b')], points })
    expect(vehicles[1]!.targetA).toBe(26)
  })

  it('gives a vehicle that has what it asked for only what nobody else needs', () => {
    const { allocator, memory } = controllerOf(siteOf(40, [point('a'), point('b')]), IMMEDIATE)
    const served = vehicle('a', { need: { basis: 'stated', kwh: 8 }, deliveredKwh: 8 })
    const alone = allocate(allocator, memory, { nowMs: 0, vehicles: [served] })
    expect(alone.vehicles[0]!.targetA).toBe(32)
    const both = allocate(allocator, memory, {
      nowMs: HOUR_MS,
      vehicles: [served, vehicle('b', { arrivedAtMs: HOUR_MS })],
    })
    expect(both.vehicles.map(({ targetA }) => targetA)).toEqual([8, 32])
    expect(both.vehicles[0]!.binding.kind).toBe('need-met')
    const planned = {
      ...{ madeAtMs: 0, startMs: 0, slotMs: 4 * HOUR_MS, slots: 1, caps: [] },
      vehicles: [{ vehicleId: served.id, targetA: [0] }],
    }
    const withPlan = allocate(allocator, memory, { nowMs: 2 * HOUR_MS, vehicles: [served], plan: planned })
    expect(withPlan.vehicles[0]!.targetA).toBe(0)
  })
})

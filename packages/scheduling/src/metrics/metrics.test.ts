import { describe, expect, it } from 'vitest'
import type { Visit } from '../simulate/scenario.ts'
import { jainIndex, serviceFigures } from './metrics.ts'

function served(takesKwh: number, deliveredKwh: number) {
  const hours = { arrivesAtMs: 0, leavesAtMs: 3_600_000 }
  const battery = { kind: 'ideal', maxKw: 7 } as const
  const wish = {
    departure: undefined,
    need: undefined,
    takesKwh,
    battery,
    terminals: ['L1'],
    phasesKnown: true,
  } as const
  const visit: Visit = { id: 'v', pointId: 'p', ...hours, ...wish }
  return { visit, deliveredKwh, starts: 2, pilotChanges: 3 }
}

describe('figures of a simulation', () => {
  it('weigh energy by kWh and fairness by share', () => {
    const visits = [served(10, 10), served(30, 15)]
    const result = { visits, messages: 8, decisions: 1, powerKw: [3, 9, 4], fromMs: 0, stepMs: 1 }
    expect(serviceFigures(result)).toMatchObject({
      energyShare: 25 / 40,
      metShare: 0.5,
      lowest: 0.5,
      jain: 1.5 ** 2 / (2 * 1.25),
      peakKw: 9,
      startsPerSession: 2,
      messagesPerSessionHour: 4,
    })
  })

  it('call equals fair, and one who has everything unfair', () => {
    expect(jainIndex([0.3, 0.3, 0.3])).toBeCloseTo(1)
    expect(jainIndex([1, 0, 0, 0])).toBe(0.25)
  })
})

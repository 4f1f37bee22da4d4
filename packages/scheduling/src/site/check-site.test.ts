import { describe, expect, it } from 'vitest'
import { checkSite } from './check-site.ts'
import { compileSite } from './compile.ts'
import { vehicleLimits } from './limits.ts'
import type { Site } from './site.ts'

const SOUND: Site = {
  id: 'site',
  voltageV: 230,
  nodes: [
    { id: 'grid', limits: { perPhaseA: 63 } },
    { id: 'panel', parentId: 'grid', limits: { perPhaseA: 40 } },
  ],
  points: [
    {
      id: 'one',
      nodeId: 'panel',
      wiring: { kind: 'three-phase', rotation: 'RST' },
      maxA: 32,
      minA: 6,
      steps: { kind: 'continuous' },
    },
  ],
}

const NOW = { atMs: 0, readings: [], staleAfterMs: 60_000, supply: 'grid', capsKw: new Map() } as const

function limitsOf(site: Site, conditions: Partial<Parameters<typeof vehicleLimits>[1]> = {}) {
  const compiled = compileSite(site)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const { limits, problems } = vehicleLimits(compiled.value, { ...NOW, ...conditions })
  const of = (nodeId: string, phase: string) =>
    limits[
      compiled.value.rows.findIndex(
        ({ subject }) => 'phase' in subject && subject.nodeId === nodeId && subject.phase === phase,
      )
    ]
  return { of, problems }
}

describe('a site', () => {
  it('that is sound has no problems', () => {
    expect(checkSite(SOUND)).toEqual([])
  })

  it.each([
    [
      'cycle',
      { nodes: [...SOUND.nodes, { id: 'x', parentId: 'y', limits: {} }, { id: 'y', parentId: 'x', limits: {} }] },
    ],
    ['no-root', { nodes: [], points: [] }],
    ['several-roots', { nodes: [...SOUND.nodes, { id: 'second', limits: {} }] }],
    ['duplicate-id', { points: [...SOUND.points, ...SOUND.points] }],
    ['unknown-node', { points: SOUND.points.map((point) => ({ ...point, nodeId: 'nowhere' })) }],
    ['unknown-point', { phasorLimits: [{ id: 'x', limitA: 1, terms: [{ pointId: 'two', factor: 1, angleDeg: 0 }] }] }],
    ['bad-number', { nodes: [{ id: 'grid', limits: { perPhaseA: -1 } }, ...SOUND.nodes.slice(1)] }],
    [
      'bad-number',
      {
        nodes: [
          {
            id: 'grid',
            limits: {
              totalKw: [
                { fromMs: 5, value: 1 },
                { fromMs: 5, value: 2 },
              ],
            },
          },
          ...SOUND.nodes.slice(1),
        ],
      },
    ],
    ['bad-steps', { points: SOUND.points.map((point) => ({ ...point, steps: { kind: 'step' as const, stepA: 0 } })) }],
  ])('with a fault is refused: %s', (kind, change) => {
    const compiled = compileSite({ ...SOUND, ...change })
    expect(compiled.ok ? [] : compiled.problems.map((problem) => problem.kind)).toContain(kind)
  })

  it('leaves vehicles what the load of others does not take, and assumes the worst of a silent meter', () => {
    const unmanaged = { expectedA: 4, worstCaseA: 20, metered: true, rampA: 1 }
    const site = { ...SOUND, nodes: SOUND.nodes.map((node) => (node.id === 'panel' ? { ...node, unmanaged } : node)) }
    const reading = (l1: number, atMs: number) => ({
      readings: [{ nodeId: 'panel', unmanagedA: [l1, 2, 3] as const, atMs }],
    })
    const fresh = limitsOf(site, reading(10, 0))
    expect([fresh.of('panel', 'L1'), fresh.of('grid', 'L2'), fresh.problems]).toEqual([29, 60, []])
    const silent = limitsOf(site)
    expect([silent.of('panel', 'L1'), silent.of('grid', 'L3')]).toEqual([20, 43])
    expect(silent.problems).toEqual([{ kind: 'reading-missing', nodeId: 'panel', assumed: 'worst-case' }])
    expect(limitsOf(site, reading(Number.NaN, 0)).of('panel', 'L2')).toBe(20)
    expect(limitsOf(site, reading(10, -120_000)).problems[0]?.kind).toBe('reading-stale')
  })

  it('is fed by its backup supply only where that reaches', () => {
    const site: Site = {
      ...SOUND,
      nodes: [...SOUND.nodes, { id: 'other', parentId: 'grid', limits: { perPhaseA: 30 } }],
      backup: { limits: { perPhaseA: 16 }, feeds: ['panel'] },
    }
    const { of } = limitsOf(site, { supply: 'backup' })
    expect([of('grid', 'L1'), of('panel', 'L1'), of('other', 'L1')]).toEqual([16, 40, 0])
  })
})

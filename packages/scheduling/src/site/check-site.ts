import type { NumberRule, SiteProblem, SiteThing } from './problem.ts'
import type { ChargingPoint, NodeLimits, PerPhase, Site, SiteNode } from './site.ts'
import { faultOfProfile, type Profile } from './time-profile.ts'
import { pathsToRoot } from './tree.ts'
import { PHASES } from './wiring.ts'

/** Everything that is wrong with a site; empty when it can be compiled. */
export function checkSite(site: Site): readonly SiteProblem[] {
  return [
    ...positive('site', site.id, 'voltageV', site.voltageV),
    ...(site.lineVoltageV === undefined ? [] : positive('site', site.id, 'lineVoltageV', site.lineVoltageV)),
    ...duplicates('node', site.nodes),
    ...duplicates('point', site.points),
    ...duplicates('phasor-limit', site.phasorLimits ?? []),
    ...pathsToRoot(site.nodes).problems,
    ...site.nodes.flatMap(checkNode),
    ...site.points.flatMap(checkPoint),
    ...checkReferences(site),
    ...checkPhasorLimits(site),
    ...checkAssets(site),
    ...(site.backup === undefined ? [] : checkLimits('backup', 'backup', site.backup.limits)),
  ]
}

function duplicates(of: SiteThing, things: readonly { readonly id: string }[]): readonly SiteProblem[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { id } of things) {
    if (seen.has(id)) twice.add(id)
    seen.add(id)
  }
  return [...twice].map((id) => ({ kind: 'duplicate-id', of, id }))
}

function checkNode(node: SiteNode): readonly SiteProblem[] {
  const { id, margin, unmanaged, transformer } = node
  return [
    ...checkLimits('node', id, node.limits),
    ...(margin === undefined ? [] : positive('node', id, 'margin', margin)),
    ...(margin !== undefined && margin > 1 ? [bad('node', id, 'margin', 'above-one')] : []),
    ...(transformer === undefined ? [] : positive('node', id, 'turnsRatio', transformer.turnsRatio)),
    ...(unmanaged === undefined ? [] : perPhase('node', id, 'expectedA', unmanaged.expectedA)),
    ...(unmanaged?.worstCaseA === undefined ? [] : perPhase('node', id, 'worstCaseA', unmanaged.worstCaseA)),
    ...(unmanaged?.rampA === undefined ? [] : profile('node', id, 'rampA', unmanaged.rampA)),
  ]
}

function checkLimits(of: SiteThing, id: string, limits: NodeLimits): readonly SiteProblem[] {
  return [
    ...(limits.perPhaseA === undefined ? [] : perPhase(of, id, 'perPhaseA', limits.perPhaseA)),
    ...(limits.totalKw === undefined ? [] : profile(of, id, 'totalKw', limits.totalKw)),
    ...(limits.asymmetryA === undefined ? [] : profile(of, id, 'asymmetryA', limits.asymmetryA)),
  ]
}

function checkPoint(point: ChargingPoint): readonly SiteProblem[] {
  const { id, maxA, minA, safeA } = point
  return [
    ...positive('point', id, 'maxA', maxA),
    ...profile('point', id, 'minA', minA),
    ...(maxA < minA ? [bad('point', id, 'maxA', 'below-minimum')] : []),
    ...(safeA === undefined ? [] : profile('point', id, 'safeA', safeA)),
    ...checkSteps(point),
  ]
}

function checkSteps({ id, steps, maxA }: ChargingPoint): readonly SiteProblem[] {
  switch (steps.kind) {
    case 'continuous':
      return []
    case 'step':
      return steps.stepA > 0 && Number.isFinite(steps.stepA) ? [] : [{ kind: 'bad-steps', id, rule: 'not-positive' }]
    case 'list':
      if (steps.amperes.length === 0) return [{ kind: 'bad-steps', id, rule: 'empty' }]
      if (!steps.amperes.every((amperes) => amperes >= 0)) return [{ kind: 'bad-steps', id, rule: 'not-positive' }]
      return steps.amperes.some((amperes) => amperes <= maxA) ? [] : [{ kind: 'bad-steps', id, rule: 'above-maximum' }]
  }
}

function checkReferences(site: Site): readonly SiteProblem[] {
  const nodes = new Set(site.nodes.map(({ id }) => id))
  const at = (of: SiteThing, things: readonly { readonly id: string; readonly nodeId: string }[]) =>
    things
      .filter(({ nodeId }) => !nodes.has(nodeId))
      .map(({ id, nodeId }): SiteProblem => ({ kind: 'unknown-node', of, id, nodeId }))
  const fed = (site.backup?.feeds ?? []).map((nodeId) => ({ id: 'backup', nodeId }))
  return [
    ...at('point', site.points),
    ...at('solar', site.solar ?? []),
    ...at('battery', site.batteries ?? []),
    ...at('backup', fed),
  ]
}

function checkPhasorLimits(site: Site): readonly SiteProblem[] {
  const points = new Set(site.points.map(({ id }) => id))
  return (site.phasorLimits ?? []).flatMap(({ id, limitA, terms }) => [
    ...profile('phasor-limit', id, 'limitA', limitA),
    ...terms.flatMap(({ pointId, factor, angleDeg }): readonly SiteProblem[] => [
      ...(points.has(pointId) ? [] : [{ kind: 'unknown-point' as const, of: 'phasor-limit' as const, id, pointId }]),
      ...(Number.isFinite(factor) ? [] : [bad('phasor-limit', id, 'factor', 'not-a-number')]),
      ...(Number.isFinite(angleDeg) ? [] : [bad('phasor-limit', id, 'angleDeg', 'not-a-number')]),
    ]),
  ])
}

function checkAssets(site: Site): readonly SiteProblem[] {
  return [
    ...(site.solar ?? []).flatMap(({ id, peakKw, expectedKw }) => [
      ...profile('solar', id, 'peakKw', peakKw),
      ...profile('solar', id, 'expectedKw', expectedKw),
    ]),
    ...(site.batteries ?? []).flatMap((battery) => [
      ...positive('battery', battery.id, 'capacityKwh', battery.capacityKwh),
      ...profile('battery', battery.id, 'minimumKwh', battery.minimumKwh),
      ...profile('battery', battery.id, 'maxChargeKw', battery.maxChargeKw),
      ...profile('battery', battery.id, 'maxDischargeKw', battery.maxDischargeKw),
      ...positive('battery', battery.id, 'efficiency', battery.efficiency),
      ...(battery.efficiency > 1 ? [bad('battery', battery.id, 'efficiency', 'above-one')] : []),
    ]),
  ]
}

function bad(of: SiteThing, id: string, field: string, rule: NumberRule): SiteProblem {
  return { kind: 'bad-number', of, id, field, rule }
}

function positive(of: SiteThing, id: string, field: string, value: number): readonly SiteProblem[] {
  if (!Number.isFinite(value)) return [bad(of, id, field, 'not-a-number')]
  return value > 0 ? [] : [bad(of, id, field, 'not-positive')]
}

function profile(of: SiteThing, id: string, field: string, value: Profile): readonly SiteProblem[] {
  const fault = faultOfProfile(value)
  return fault === undefined ? [] : [bad(of, id, field, fault)]
}

function perPhase(of: SiteThing, id: string, field: string, value: PerPhase<Profile>): readonly SiteProblem[] {
  if (typeof value === 'number' || !('L1' in value)) return profile(of, id, field, value)
  return PHASES.flatMap((phase) => profile(of, id, `${field}.${phase}`, value[phase]))
}

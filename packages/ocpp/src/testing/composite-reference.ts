import type {
  ChargingProfile,
  ChargingProfilePurpose,
  ChargingSchedulePeriod,
  ProfiledEvse,
  ProfileSituation,
} from '../charging/profile.ts'
import { wallTimeAt } from '../time/wall-time.ts'

const HOUR_MS = 3_600_000
const QUARTER_MS = HOUR_MS / 4
const NEVER = Number.POSITIVE_INFINITY

/** Which second of which schedule. */
interface Second {
  readonly evseId: number
  readonly startMs: number
  readonly second: number
  readonly unit: 'A' | 'W'
}

interface Limit {
  readonly unit: 'A' | 'W'
  readonly value: number
  readonly phases: number
}

interface Both {
  readonly A: number
  readonly W: number
  readonly phases: number
}

interface Asked {
  readonly atMs: number
  readonly startedMs: number
  readonly phases: number
  readonly timeZone: string
  readonly soc?: number | undefined
}

/**
 * What limits an EVSE or the station in one second, slowly: every profile is asked, nothing is remembered, and every delay of
 * a start that could be is tried. The lowest and the highest that may hold.
 */
export function referenceAt(
  situation: ProfileSituation,
  wanted: Second,
): { readonly low: number; readonly high: number } {
  const { evses, voltageV, timeZone = 'UTC' } = situation
  const { evseId, startMs, second, unit } = wanted
  const atMs = startMs + second * 1000
  const whole: Asked = { atMs, startedMs: startMs, phases: 3, timeZone }
  const station: Limit[] = [
    ...first(situation, 'ChargingStationMaxProfile', [0], whole),
    ...outside(situation, 0, whole),
  ]
  const mayBe = (one: ProfiledEvse): Limit[][] => {
    const { transaction, phases } = one
    const asked = { ...whole, phases, startedMs: transaction?.startedAtMs ?? startMs, soc: transaction?.socPercent }
    const rated: Limit[] = one.ratedA === undefined ? [] : [{ unit: 'A', value: one.ratedA, phases }]
    const held = [...outside(situation, one.evseId, asked), ...rated]
    return sessionLimits(situation, one, asked).map((limits) => [...limits, ...held])
  }
  if (evseId !== 0) {
    const one = evses.find((each) => each.evseId === evseId)
    if (one === undefined) throw new Error('the test asks for EVSEs it has')
    const rates = mayBe(one).map((limits) => together([...limits, ...station], one.phases, voltageV)[unit])
    return { low: Math.min(...rates), high: Math.max(...rates) }
  }
  const each = evses.map((one) => mayBe(one).map((limits) => together(limits, one.phases, voltageV)))
  const totalOf = (choose: (caps: readonly Both[]) => Both) => {
    const chosen = each.map(choose)
    const phases = Math.max(...chosen.map((one) => one.phases))
    const summed = (['A', 'W'] as const).map(
      (inUnit): Limit => ({
        unit: inUnit,
        value: chosen.reduce((total, one) => total + one[inUnit], 0),
        phases,
      }),
    )
    return together([...summed, ...station], 3, voltageV)[unit]
  }
  const totals = [
    totalOf((caps) => caps.reduce((one, other) => (other[unit] < one[unit] ? other : one))),
    totalOf((caps) => caps.reduce((one, other) => (other[unit] >= one[unit] ? other : one))),
  ]
  // EVSEs that use more phases may bring the total in amperes down.
  return { low: Math.min(...totals), high: Math.max(...totals) }
}

function together(limits: readonly Limit[], supply: number, voltageV: number): Both {
  const phases = Math.min(supply, ...limits.map((limit) => limit.phases))
  const wattPerAmpere = voltageV * phases
  const ampere = Math.min(...limits.map(({ unit, value }) => (unit === 'A' ? value : value / wattPerAmpere)))
  const watt = Math.min(...limits.map(({ unit, value }) => (unit === 'W' ? value : value * wattPerAmpere)))
  return { A: ampere, W: watt, phases }
}

/** All that the profiles of a session may say: priority before the transaction's own, and that before the default. */
function sessionLimits({ profiles }: ProfileSituation, evse: ProfiledEvse, asked: Asked): Limit[][] {
  const { transaction } = evse
  const ranked: ChargingProfile[] = []
  for (const purpose of ['PriorityCharging', 'TxProfile', 'TxDefaultProfile'] as const) {
    if (purpose === 'PriorityCharging' && transaction?.hasPriority !== true) continue
    const ofPurpose = profiles.filter(
      ({ evseId, profile }) =>
        profile.chargingProfilePurpose === purpose &&
        (evseId === 0 || evseId === evse.evseId) &&
        (purpose !== 'TxProfile' || (transaction !== undefined && profile.transactionId === transaction.transactionId)),
    )
    for (let level = 9; level >= 0; level -= 1) {
      for (const place of [evse.evseId, 0]) {
        for (const { evseId, profile } of ofPurpose) {
          if (profile.stackLevel === level && evseId === place) ranked.push(profile)
        }
      }
    }
  }
  const may: Limit[][] = []
  for (const profile of ranked) {
    const isDelayed = profile.chargingProfilePurpose !== 'PriorityCharging'
    const periods = periodsOf(profile, asked, isDelayed)
    for (const period of periods) if (period !== undefined) may.push(limitsOf(profile, period, asked))
    if (!periods.includes(undefined)) return may
  }
  return [...may, []]
}

/** Limits from outside, of all sources, with own generation on top. */
function outside({ profiles, voltageV }: ProfileSituation, evseId: number, asked: Asked): Limit[] {
  const ofSources = (purpose: ChargingProfilePurpose): Limit[][] => {
    const of = profiles.filter((one) => one.profile.chargingProfilePurpose === purpose)
    const sources = [...new Set(of.map(({ source }) => source))]
    const said = sources.map((source) =>
      first({ profiles: of.filter((one) => one.source === source) }, purpose, [evseId], asked),
    )
    return said.filter((limits) => limits.length > 0)
  }
  const limits = ofSources('ChargingStationExternalConstraints').flat()
  const generated = ofSources('LocalGeneration')
  if (limits.length === 0 || generated.length === 0) return limits
  const added = [limits, ...generated].map((all) => together(all, phasesOf(all, asked), voltageV))
  const phases = Math.max(...added.map((one) => one.phases))
  return (['A', 'W'] as const).map((unit) => ({
    unit,
    value: added.reduce((total, one) => total + one[unit], 0),
    phases,
  }))
}

function phasesOf(limits: readonly Limit[], asked: Asked): number {
  return Math.min(asked.phases, ...limits.map(({ phases }) => phases))
}

/** What the first profile of a purpose says that says something: highest level first, the place's own before the station's. */
function first(
  { profiles }: Pick<ProfileSituation, 'profiles'>,
  purpose: ChargingProfilePurpose,
  places: readonly number[],
  asked: Asked,
): Limit[] {
  let best: { readonly rank: number; readonly limits: Limit[] } | undefined
  for (const { evseId, profile } of profiles) {
    if (profile.chargingProfilePurpose !== purpose || !places.includes(evseId)) continue
    const [period] = periodsOf(profile, asked, false)
    const rank = profile.stackLevel * 100 + evseId
    if (period === undefined || (best !== undefined && rank <= best.rank)) continue
    best = { rank, limits: limitsOf(profile, period, asked) }
  }
  return best?.limits ?? []
}

function limitsOf(profile: ChargingProfile, period: ChargingSchedulePeriod, { phases, soc }: Asked): Limit[] {
  const [schedule] = profile.chargingSchedule
  if (schedule === undefined) return []
  const { chargingRateUnit: unit, limitAtSoC } = schedule
  const used = Math.min(period.numberPhases ?? 3, phases)
  const values: number[] = [NEVER]
  for (const name of ['limit', 'setpoint'] as const) {
    const all = [period[name], period[`${name}_L2`], period[`${name}_L3`]]
    const given = all.filter((value) => value !== undefined)
    if (period[name] === undefined) continue
    values.push(unit === 'A' ? Math.min(...given) : given.reduce((total, value) => total + value, 0))
  }
  if (limitAtSoC !== undefined && soc !== undefined && soc >= limitAtSoC.soc) values.push(limitAtSoC.limit)
  return [{ unit, value: Math.max(0, Math.min(...values)), phases: used }]
}

/** Every period that a profile may be in, undefined for silence; with delays as short and as long as they can be. */
function periodsOf(profile: ChargingProfile, asked: Asked, isDelayed: boolean): (ChargingSchedulePeriod | undefined)[] {
  const { atMs } = asked
  if (profile.validFrom !== undefined && atMs < Date.parse(profile.validFrom)) return [undefined]
  if (profile.validTo !== undefined && atMs >= Date.parse(profile.validTo)) return [undefined]
  const [schedule] = profile.chargingSchedule
  if (schedule === undefined) return [undefined]
  const { startMs, beforeMs } = cycleOf(profile, asked)
  const sinceS = (atMs - startMs) / 1000
  if (sinceS < 0 || sinceS >= (schedule.duration ?? NEVER)) return [undefined]
  const periods = schedule.chargingSchedulePeriod
  const delayS = isDelayed && profile.chargingProfileKind !== 'Dynamic' ? (schedule.randomizedDelay ?? 0) : 0
  const found = new Set<number>()
  for (let delays = 0; delays < (delayS === 0 ? 1 : 2 ** periods.length); delays += 1) {
    let last = -1
    for (const [index, { startPeriod }] of periods.entries()) {
      const delay = (delays >> index) & 1 ? delayS : 0
      if (startPeriod + delay <= sinceS) last = index
    }
    found.add(last)
  }
  const lengthS = (startMs - beforeMs) / 1000
  const goesOn = delayS > 0 && lengthS > 0 && lengthS < NEVER && (schedule.duration ?? NEVER) >= lengthS
  const held = goesOn ? periods.findLast(({ startPeriod }) => startPeriod < lengthS) : undefined
  return [...found].toSorted((a, b) => a - b).map((index) => (index < 0 ? held : periods[index]))
}

/** The start of the cycle that runs, and of the one before it (the same where there is none). */
function cycleOf(profile: ChargingProfile, asked: Asked): { readonly startMs: number; readonly beforeMs: number } {
  const { atMs, startedMs, timeZone } = asked
  const [schedule] = profile.chargingSchedule
  const once = (startMs: number) => ({ startMs, beforeMs: startMs })
  if (profile.chargingProfileKind === 'Relative') return once(startedMs)
  if (profile.chargingProfileKind === 'Dynamic') {
    const since = profile.dynUpdateTime ?? profile.validFrom
    return once(since === undefined ? atMs : Date.parse(since))
  }
  const text = schedule?.startSchedule ?? ''
  const isLocal = schedule?.useLocalTime === true
  const wallMs = isLocal ? Date.parse(`${text.slice(0, 23)}Z`) : Date.parse(text)
  const instant = (wall: number) => (isLocal ? firstShown(wall, timeZone) : wall)
  const startMs = instant(wallMs)
  if (profile.chargingProfileKind !== 'Recurring' || startMs > atMs) return once(startMs)
  const cycleMs = (profile.recurrencyKind === 'Weekly' ? 7 : 1) * 24 * HOUR_MS
  let [now, before] = [startMs, startMs]
  for (let cycle = 1; ; cycle += 1) {
    // Far from now nothing of a cycle matters but that it has passed.
    if (wallMs + cycle * cycleMs < atMs - 3 * cycleMs) continue
    const next = instant(wallMs + cycle * cycleMs)
    if (next > atMs) return { startMs: now, beforeMs: before }
    before = wallMs + (cycle - 1) * cycleMs < atMs - 3 * cycleMs ? instant(wallMs + (cycle - 1) * cycleMs) : now
    now = next
  }
}

const SHOWN = new Map<string, number>()

/** Looks at the clock on the wall every quarter of an hour until it shows a time or a later one. */
function firstShown(wallMs: number, timeZone: string): number {
  const key = `${wallMs} ${timeZone}`
  const known = SHOWN.get(key)
  if (known !== undefined) return known
  let quarterMs = Math.floor((wallMs - 15 * HOUR_MS) / QUARTER_MS) * QUARTER_MS
  for (;;) {
    const shown = wallTimeAt(quarterMs, timeZone)
    if (shown + QUARTER_MS > wallMs) {
      const found = quarterMs + Math.max(0, wallMs - shown)
      SHOWN.set(key, found)
      return found
    }
    quarterMs += QUARTER_MS
  }
}

import { type Cap, capOfPeriod, lowest, ratePerUnit, type Supply, sum, unlimited } from './cap.ts'
import { changesOf, periodsAt } from './periods-at.ts'
import type {
  ChargingProfilePurpose,
  ChargingRateUnit,
  ChargingSchedulePeriod,
  ProfiledEvse,
  ProfileSituation,
} from './profile.ts'
import { type SchedulePlan, schedulePlan } from './schedule-plan.ts'

/** A profile on the clock, in the place where it counts. */
interface PlannedProfile {
  readonly purpose: ChargingProfilePurpose
  readonly stackLevel: number
  readonly evseId: number
  readonly source: string | undefined
  readonly plan: SchedulePlan
}

/** The profiles of a situation on the clock; made once, asked for many instants. */
export interface LimitPlan {
  readonly situation: ProfileSituation
  readonly station: readonly PlannedProfile[]
  /** By EVSE id; TxProfiles of other transactions are left out. */
  readonly evses: ReadonlyMap<number, readonly PlannedProfile[]>
}

/** What limits an EVSE or the station at an instant. */
export interface LimitAt {
  readonly cap: Cap
  readonly minimum: { readonly rate: number; readonly unit: ChargingRateUnit } | undefined
}

const THREE_PHASES = 3

/** Puts all profiles on the clock. A Relative default profile without a transaction runs as if one began at `nowMs`. */
export function limitPlan(situation: ProfileSituation, nowMs: number): LimitPlan {
  const planned = (evse: ProfiledEvse | undefined, purposes: readonly ChargingProfilePurpose[]) =>
    situation.profiles
      .flatMap(({ evseId, profile, source }): PlannedProfile[] => {
        const { chargingProfilePurpose: purpose, stackLevel, transactionId } = profile
        if (!purposes.includes(purpose) || (evseId !== 0 && evseId !== evse?.evseId)) return []
        const { transaction } = evse ?? {}
        if (purpose === 'TxProfile' && !isOf(transaction?.transactionId, transactionId)) return []
        const start = transaction?.startedAtMs ?? nowMs
        const onClock = schedulePlan(profile, start, situation)
        if (onClock === undefined) return []
        // Only what is of sessions may begin late: else a limit would not hold when it is needed (2.1 K01).
        const plan = OF_SESSIONS.includes(purpose) ? onClock : { ...onClock, delayMs: 0 }
        return [{ purpose, stackLevel, evseId, source, plan }]
      })
      // Of equal stack levels the profile of the EVSE itself leads (1.6 §3.13.3).
      .toSorted((a, b) => b.stackLevel - a.stackLevel || b.evseId - a.evseId)
  const evses = situation.evses.map((evse) => [evse.evseId, planned(evse, EVSE_PURPOSES)] as const)
  return { situation, station: planned(undefined, STATION_PURPOSES), evses: new Map(evses) }
}

const STATION_PURPOSES: readonly ChargingProfilePurpose[] = [
  'ChargingStationMaxProfile',
  'ChargingStationExternalConstraints',
  'LocalGeneration',
]
const EVSE_PURPOSES: readonly ChargingProfilePurpose[] = [
  'PriorityCharging',
  'TxProfile',
  'TxDefaultProfile',
  'ChargingStationExternalConstraints',
  'LocalGeneration',
]

/** A TxProfile without an id is of whatever transaction runs (1.6 may leave it out). */
function isOf(running: string | undefined, named: string | undefined): boolean {
  return running !== undefined && (named === undefined || named === running)
}

/** What may limit the station as a whole, for all its EVSEs together: the lowest and the highest, by a unit. */
export function stationLimitsAt(plan: LimitPlan, atMs: number, unit: ChargingRateUnit): readonly LimitAt[] {
  const wide = stationCapAt(plan, atMs)
  const { evses, voltageV } = plan.situation
  const ofEvses = evses.map((evse) => evseCapsAt(plan, evse, atMs).map(({ cap }) => cap))
  const together = (caps: readonly Cap[]) => {
    const [first, ...others] = caps
    return first === undefined ? wide : lowest(sum([first, ...others], voltageV), wide)
  }
  return [ofEvses.map((caps) => ends(caps, unit, voltageV).low), ofEvses.map((caps) => ends(caps, unit, voltageV).high)]
    .map((caps) => caps.flatMap((cap) => cap ?? []))
    .map((caps): LimitAt => ({ cap: together(caps), minimum: undefined }))
}

/** The lowest and the highest of caps, by a unit. */
function ends(caps: readonly Cap[], unit: ChargingRateUnit, voltageV: number) {
  const inOrder = caps.toSorted((a, b) => ratePerUnit(a, unit, voltageV) - ratePerUnit(b, unit, voltageV) || 0)
  return { low: inOrder[0], high: inOrder.at(-1) }
}

/** What may limit one EVSE: its own profiles, and those of the station as if it charged alone. */
export function evseLimitsAt(plan: LimitPlan, evse: ProfiledEvse, atMs: number): readonly LimitAt[] {
  const wide = stationCapAt(plan, atMs)
  return evseCapsAt(plan, evse, atMs).map(({ cap, minimum }) => ({ cap: lowest(cap, wide), minimum }))
}

/** What holds for the whole station whoever charges: its maximum, and limits from outside raised by own generation. */
export function stationCapAt({ station, situation }: LimitPlan, atMs: number): Cap {
  const place = { atMs, situation, phases: THREE_PHASES }
  const maximum = leading(station, 'ChargingStationMaxProfile', place)
  const cap = maximum === undefined ? unlimited(THREE_PHASES) : capOf(maximum, place)
  return lowest(cap, outsideCapAt(station, place))
}

/** What holds for one EVSE apart from the station's limits; where delays are not known, the first that may. */
export function evseCapAt(plan: LimitPlan, evse: ProfiledEvse, atMs: number): LimitAt {
  const [first = { cap: unlimited(evse.phases), minimum: undefined }] = evseCapsAt(plan, evse, atMs)
  return first
}

/** All that may hold for one EVSE apart from the station's limits: one, unless delays are not known. */
function evseCapsAt({ evses, situation }: LimitPlan, evse: ProfiledEvse, atMs: number): readonly LimitAt[] {
  const planned = evses.get(evse.evseId) ?? []
  const place = { atMs, situation, phases: evse.phases, socPercent: evse.transaction?.socPercent }
  const rated: Cap = { ...unlimited(evse.phases), ...(evse.ratedA !== undefined && { ampere: evse.ratedA }) }
  const own = planned.filter(({ evseId }) => evseId === evse.evseId)
  const held = lowest(rated, outsideCapAt(own, place))
  return sessionPeriods(planned, evse, place).map((session) => {
    if (session === undefined) return { cap: held, minimum: undefined }
    const { minChargingRate, chargingRateUnit } = session.profile.plan.schedule
    const minimum = minChargingRate === undefined ? undefined : { rate: minChargingRate, unit: chargingRateUnit }
    return { cap: lowest(capOf(session, place), held), minimum }
  })
}

/** When and where profiles are asked. */
interface Asked extends Supply {
  readonly atMs: number
  readonly situation: ProfileSituation
}

interface Leading {
  readonly profile: PlannedProfile
  readonly period: ChargingSchedulePeriod
}

/**
 * Priority charging goes before the profile of the transaction, and that before the default (2.x K01, 2.1 K23); of each the
 * highest stack level that says something. Several while it is not known whether one has begun.
 */
function sessionPeriods(
  planned: readonly PlannedProfile[],
  { transaction }: ProfiledEvse,
  { atMs, situation }: Asked,
): readonly (Leading | undefined)[] {
  const purposes: readonly ChargingProfilePurpose[] =
    transaction?.hasPriority === true ? ['PriorityCharging', ...OF_SESSIONS] : OF_SESSIONS
  const found: Leading[] = []
  for (const profile of purposes.flatMap((purpose) => planned.filter((one) => one.purpose === purpose))) {
    const periods = periodsAt(profile.plan, atMs, situation.drawnDelay)
    for (const period of periods) if (period !== undefined) found.push({ profile, period })
    if (!periods.includes(undefined)) return found
  }
  return [...found, undefined]
}

const OF_SESSIONS: readonly ChargingProfilePurpose[] = ['TxProfile', 'TxDefaultProfile']

/** Limits from outside protect the grid; what is generated behind the meter comes on top of them (2.1 K01). */
function outsideCapAt(planned: readonly PlannedProfile[], asked: Asked): Cap {
  const capsOf = (purpose: ChargingProfilePurpose) =>
    leadingOfEachSource(planned, purpose, asked).map((one) => capOf(one, asked))
  const limits = capsOf('ChargingStationExternalConstraints')
  if (limits.length === 0) return unlimited(asked.phases)
  return sum([limits.reduce(lowest), ...capsOf('LocalGeneration')], asked.situation.voltageV)
}

function leadingOfEachSource(planned: readonly PlannedProfile[], purpose: ChargingProfilePurpose, asked: Asked) {
  const ofPurpose = planned.filter((one) => one.purpose === purpose)
  return [...new Set(ofPurpose.map(({ source }) => source))].flatMap((source) => {
    const ofSource = ofPurpose.filter((one) => one.source === source)
    return leading(ofSource, purpose, asked) ?? []
  })
}

/** Of a purpose, the profile with the highest stack level that says something at the instant. */
function leading(
  planned: readonly PlannedProfile[],
  purpose: ChargingProfilePurpose,
  { atMs, situation }: Asked,
): Leading | undefined {
  for (const profile of planned) {
    if (profile.purpose !== purpose) continue
    const [period] = periodsAt(profile.plan, atMs, situation.drawnDelay)
    if (period !== undefined) return { profile, period }
  }
  return undefined
}

function capOf({ profile, period }: Leading, supply: Supply): Cap {
  return capOfPeriod(period, profile.plan.schedule, supply)
}

/** Instants between the two at which a limit may change, in order. */
export function limitChanges(plan: LimitPlan, fromMs: number, toMs: number): number[] {
  const planned = [...plan.station, ...[...plan.evses.values()].flat()]
  const changes = new Set(
    planned.flatMap((profile) => changesOf(profile.plan, fromMs, toMs, plan.situation.drawnDelay)),
  )
  return [...changes].toSorted((a, b) => a - b)
}

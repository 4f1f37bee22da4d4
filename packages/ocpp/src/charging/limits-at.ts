import { type Cap, capOfPeriod, lowest, sum, unlimited } from './cap.ts'
import type { ChargingProfilePurpose, ChargingRateUnit, ProfiledEvse, ProfileSituation } from './profile.ts'
import { changesOf, periodAt, type SchedulePlan, schedulePlan } from './schedule-plan.ts'

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
        const plan = schedulePlan(profile, transaction?.startedAtMs ?? nowMs)
        return plan === undefined ? [] : [{ purpose, stackLevel, evseId, source, plan }]
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

/** The limit of the station as a whole, for all its EVSEs together. */
export function stationLimitAt(plan: LimitPlan, atMs: number): LimitAt {
  const wide = stationCapAt(plan, atMs)
  const { evses, voltageV } = plan.situation
  const [first, ...others] = evses.map((evse) => evseCapAt(plan, evse, atMs).cap)
  if (first === undefined) return { cap: wide, minimum: undefined }
  const together = others.reduce((total, cap) => sum(total, cap, voltageV), first)
  return { cap: lowest(together, wide), minimum: undefined }
}

/** The limit of one EVSE: its own profiles, and those of the station as if it charged alone. */
export function evseLimitAt(plan: LimitPlan, evse: ProfiledEvse, atMs: number): LimitAt {
  const { cap, minimum } = evseCapAt(plan, evse, atMs)
  return { cap: lowest(cap, stationCapAt(plan, atMs)), minimum }
}

/** What holds for the whole station whoever charges: its maximum, and limits from outside raised by own generation. */
export function stationCapAt({ station, situation }: LimitPlan, atMs: number): Cap {
  const maximum = leading(station, 'ChargingStationMaxProfile', atMs)
  const cap = maximum === undefined ? unlimited(THREE_PHASES) : capOf(maximum, THREE_PHASES)
  return lowest(cap, outsideCapAt(station, THREE_PHASES, { atMs, voltageV: situation.voltageV }))
}

/** What holds for one EVSE apart from the station's limits. */
export function evseCapAt({ evses, situation }: LimitPlan, evse: ProfiledEvse, atMs: number): LimitAt {
  const planned = evses.get(evse.evseId) ?? []
  const rated: Cap = { ...unlimited(evse.phases), ...(evse.ratedA !== undefined && { ampere: evse.ratedA }) }
  const own = planned.filter(({ evseId }) => evseId === evse.evseId)
  const outside = outsideCapAt(own, evse.phases, { atMs, voltageV: situation.voltageV })
  const held = lowest(rated, outside)
  const session = sessionPeriod(planned, evse, atMs)
  if (session === undefined) return { cap: held, minimum: undefined }
  const { minChargingRate, chargingRateUnit } = session.profile.plan.schedule
  const minimum = minChargingRate === undefined ? undefined : { rate: minChargingRate, unit: chargingRateUnit }
  return { cap: lowest(capOf(session, evse.phases), held), minimum }
}

type Leading = NonNullable<ReturnType<typeof leading>>

/** Priority charging goes before the profile of the transaction, and that before the default (2.x K01, 2.1 K23). */
function sessionPeriod(planned: readonly PlannedProfile[], evse: ProfiledEvse, atMs: number): Leading | undefined {
  const { transaction } = evse
  const priority = transaction?.hasPriority === true ? leading(planned, 'PriorityCharging', atMs) : undefined
  return priority ?? leading(planned, 'TxProfile', atMs) ?? leading(planned, 'TxDefaultProfile', atMs)
}

/** Limits from outside protect the grid; what is generated behind the meter comes on top of them (2.1 K01). */
function outsideCapAt(
  planned: readonly PlannedProfile[],
  phases: number,
  { atMs, voltageV }: { readonly atMs: number; readonly voltageV: number },
): Cap {
  const capsOf = (purpose: ChargingProfilePurpose) =>
    leadingOfEachSource(planned, purpose, atMs).map((one) => capOf(one, phases))
  const limits = capsOf('ChargingStationExternalConstraints')
  if (limits.length === 0) return unlimited(phases)
  return capsOf('LocalGeneration').reduce((cap, more) => sum(cap, more, voltageV), limits.reduce(lowest))
}

function leadingOfEachSource(planned: readonly PlannedProfile[], purpose: ChargingProfilePurpose, atMs: number) {
  const ofPurpose = planned.filter((one) => one.purpose === purpose)
  return [...new Set(ofPurpose.map(({ source }) => source))].flatMap((source) => {
    const ofSource = ofPurpose.filter((one) => one.source === source)
    return leading(ofSource, purpose, atMs) ?? []
  })
}

/** Of a purpose, the profile with the highest stack level that says something at the instant. */
function leading(planned: readonly PlannedProfile[], purpose: ChargingProfilePurpose, atMs: number) {
  for (const profile of planned) {
    if (profile.purpose !== purpose) continue
    const period = periodAt(profile.plan, atMs)
    if (period !== undefined) return { profile, period }
  }
  return undefined
}

function capOf({ profile, period }: Leading, phases: number): Cap {
  return capOfPeriod(period, profile.plan.schedule.chargingRateUnit, phases)
}

/** Instants between the two at which a limit may change, in order. */
export function limitChanges(plan: LimitPlan, fromMs: number, toMs: number): number[] {
  const planned = [...plan.station, ...[...plan.evses.values()].flat()]
  const changes = new Set(planned.flatMap((profile) => changesOf(profile.plan, fromMs, toMs)))
  return [...changes].toSorted((a, b) => a - b)
}

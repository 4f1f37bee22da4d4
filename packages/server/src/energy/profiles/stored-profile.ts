import {
  type ChargingProfile,
  clearProfiles,
  type InstalledProfile,
  installProfile,
  matchesProfile,
  type ProfileCriteria,
  profileDifferences,
} from '@stationmaster/ocpp'

/** A profile that a station has accepted from us. */
export interface ExpectedProfile extends InstalledProfile {
  readonly atMs: number
  /** The command that set it. */
  readonly by: string
  /** It came with a remote start; its transaction is the one that begins so. */
  readonly start?: RemoteStart
}

/** By what a transaction is known to follow from a remote start. */
export interface RemoteStart {
  readonly remoteStartId: number
  /** Folded for comparison: 1.6 stations repeat nothing else. */
  readonly idToken: string
}

/** A profile as its station reports it. */
export interface ReportedProfile extends InstalledProfile {
  readonly source: string
}

/** What is known of one profile of a station, from both sides. */
export interface StoredProfile {
  readonly profileId: number
  readonly expected?: ExpectedProfile
  readonly reported?: ReportedProfile
  /** When a report last said whether it is there; the command that asked. */
  readonly checkedAtMs?: number
  readonly checkedBy?: string
}

/** A complete report, and what was asked for: a profile that meets the criteria and is not in it is not there. */
export interface ProfileReport {
  /** Undefined when nobody here asked: then nothing is missing. */
  readonly criteria: (ProfileCriteria & { readonly sources?: readonly string[] }) | undefined
  readonly profiles: readonly ReportedProfile[]
  readonly atMs: number
  readonly by?: string
}

/** No station has more; what a hostile one adds is not kept. */
const MOST_PROFILES = 500

export type ProfileState = 'unverified' | 'asExpected' | 'differs' | 'missing' | 'unexpected'

/** A station has accepted a profile: it takes the place of others as at the station. */
export function acceptProfile(stored: readonly StoredProfile[], accepted: ExpectedProfile): readonly StoredProfile[] {
  const { id } = accepted.profile
  const before = isAwaited(accepted) ? [] : inEffect(stored)
  const kept = new Set(installProfile(before, accepted).map(({ profile }) => profile.id))
  const replaced = new Set(before.map(({ profile }) => profile.id).filter((one) => !kept.has(one)))
  const others = stored.filter(({ profileId }) => profileId !== id && !replaced.has(profileId))
  return [...others, { profileId: accepted.profile.id, expected: accepted }]
}

/** A station has cleared what meets the criteria, or has nothing that does. */
export function dropProfiles(stored: readonly StoredProfile[], criteria: ProfileCriteria): readonly StoredProfile[] {
  const all = stored.flatMap((one) => effectiveProfile(one) ?? [])
  const kept = new Set(clearProfiles(all, criteria).map(({ profile }) => profile.id))
  return stored.filter(({ profileId }) => kept.has(profileId))
}

/** A dynamic profile has changed at the station. */
export function changeProfile(
  stored: readonly StoredProfile[],
  profileId: number,
  change: (profile: ChargingProfile) => ChargingProfile,
): readonly StoredProfile[] {
  return stored.map((one) => {
    if (one.profileId !== profileId) return one
    const { expected, reported } = one
    return {
      ...one,
      ...(expected && { expected: { ...expected, profile: change(expected.profile) } }),
      ...(reported && { reported: { ...reported, profile: change(reported.profile) } }),
    }
  })
}

/** What a complete report makes of what is stored. */
export function applyReport(stored: readonly StoredProfile[], report: ProfileReport): readonly StoredProfile[] {
  const { atMs, by } = report
  const checked = { checkedAtMs: atMs, ...(by !== undefined && { checkedBy: by }) }
  const reportedById = new Map(report.profiles.map((one) => [one.profile.id, one]))
  const known = new Set(stored.map(({ profileId }) => profileId))
  const updated = stored.flatMap((one): StoredProfile[] => {
    const reported = reportedById.get(one.profileId)
    if (reported !== undefined) return [{ ...one, reported, ...checked }]
    if (!isCovered(one, report.criteria)) return [one]
    const { reported: _, ...missing } = one
    return one.expected === undefined ? [] : [{ ...missing, ...checked }]
  })
  const added = [...reportedById.values()]
    .filter(({ profile }) => !known.has(profile.id))
    .map((reported): StoredProfile => ({ profileId: reported.profile.id, reported, ...checked }))
  return [...updated, ...added].slice(0, MOST_PROFILES)
}

function isCovered(one: StoredProfile, criteria: ProfileReport['criteria']): boolean {
  const effective = effectiveProfile(one)
  if (criteria === undefined || effective === undefined) return false
  const { sources, ...rest } = criteria
  const source = one.reported?.source ?? 'CSO'
  return matchesProfile(effective, rest) && (sources === undefined || sources.includes(source))
}

/** Whether the transaction that a profile came for has not begun: nothing goes by it, and it takes the place of none. */
export function isAwaited({ start, profile }: Pick<ExpectedProfile, 'start' | 'profile'>): boolean {
  return start !== undefined && profile.transactionId === undefined
}

/** The profile that should hold: what we have set, or else what is there. */
export function effectiveProfile({ expected, reported }: StoredProfile): InstalledProfile | undefined {
  return expected ?? reported
}

/** The profiles that should hold now. */
export function inEffect(stored: readonly StoredProfile[]): readonly InstalledProfile[] {
  return stored.flatMap((one) =>
    one.expected !== undefined && isAwaited(one.expected) ? [] : (effectiveProfile(one) ?? []),
  )
}

/** How what we expect and what the station reports stand to each other. */
export function stateOfProfile({ expected, reported, checkedAtMs }: StoredProfile): {
  readonly state: ProfileState
  readonly differences: readonly string[]
} {
  if (expected === undefined) return { state: 'unexpected', differences: [] }
  if (checkedAtMs === undefined) return { state: 'unverified', differences: [] }
  if (reported === undefined) return { state: 'missing', differences: [] }
  const differences = profileDifferences(expected, reported)
  return { state: differences.length === 0 ? 'asExpected' : 'differs', differences }
}

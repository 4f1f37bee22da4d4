import type { InstalledProfile, ProfileCriteria } from './profile.ts'

/**
 * Installs a profile as a station does: it replaces the one with its id, and the one of the same purpose and stack level in
 * the same place; TxProfiles only those of their own transaction (1.6 §3.13, 2.x K01.FR.05).
 */
export function installProfile(
  installed: readonly InstalledProfile[],
  added: InstalledProfile,
): readonly InstalledProfile[] {
  return [...installed.filter((one) => one.profile.id !== added.profile.id && !isSamePlace(one, added)), added]
}

/** Takes away what the criteria match. Limits from outside are not the CSMS's to clear (2.x K10). */
export function clearProfiles(
  installed: readonly InstalledProfile[],
  criteria: ProfileCriteria,
): readonly InstalledProfile[] {
  return installed.filter(
    (one) =>
      one.profile.chargingProfilePurpose === 'ChargingStationExternalConstraints' || !matchesProfile(one, criteria),
  )
}

/** Whether a profile meets all criteria. */
export function matchesProfile({ evseId, profile }: InstalledProfile, criteria: ProfileCriteria): boolean {
  return (
    (criteria.ids === undefined || criteria.ids.includes(profile.id)) &&
    (criteria.evseId === undefined || criteria.evseId === evseId) &&
    (criteria.purpose === undefined || criteria.purpose === profile.chargingProfilePurpose) &&
    (criteria.stackLevel === undefined || criteria.stackLevel === profile.stackLevel)
  )
}

/** A transaction has ended: its profiles end with it (1.6 §3.13.1, 2.x K01). */
export function endTransactionProfiles(
  installed: readonly InstalledProfile[],
  transactionId: string,
): readonly InstalledProfile[] {
  return installed.filter(
    ({ profile }) => profile.chargingProfilePurpose !== 'TxProfile' || profile.transactionId !== transactionId,
  )
}

function isSamePlace(one: InstalledProfile, other: InstalledProfile): boolean {
  return (
    one.evseId === other.evseId &&
    one.profile.chargingProfilePurpose === other.profile.chargingProfilePurpose &&
    one.profile.stackLevel === other.profile.stackLevel &&
    one.profile.transactionId === other.profile.transactionId
  )
}

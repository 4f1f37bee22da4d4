import { type PrivacySettings, RETENTION_BOUNDS } from '../contract/index.ts'

/** Days for which the settings of the installation keep data; 0 is for ever. */
export interface InstallationDays {
  readonly frameDays: number
  readonly meterDays: number
  readonly logDays: number
}

const FOR_EVER = 0

/** How long data is kept of which a tenant says nothing. */
export function installationRetention(days: InstallationDays): PrivacySettings['installation'] {
  return {
    frames: days.frameDays,
    meterSamples: days.meterDays,
    sessionTokens: FOR_EVER,
    audit: FOR_EVER,
    refusedHandshakes: RETENTION_BOUNDS.refusedHandshakes.most,
    // Their number has a limit, not their age.
    refusedRows: FOR_EVER,
    mails: RETENTION_BOUNDS.mails.most,
    logFiles: days.logDays,
  }
}

import type { StationCredentials } from '@stationmaster/server/contract'

export type VersionHint = '1.6' | '2.x'

/** A station made known to the server. */
export interface Registered {
  readonly credentials: StationCredentials
  readonly version: VersionHint
}

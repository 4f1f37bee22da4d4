import type { CommandId, SessionId, StationIdentity, StationKey, TenantId } from '../stations/ids.ts'

/** Bus subject of wake-ups for live screens; the payload is an array of notices. */
export const LIVE_SUBJECT = 'live'

/** Says what has changed, not how: the reader fetches what it shows, so a lost notice loses nothing. */
export type LiveNotice = { readonly tenantId: TenantId } & (
  | { readonly kind: 'station'; readonly stationKey: StationKey }
  | { readonly kind: 'session'; readonly stationKey: StationKey; readonly sessionId: SessionId }
  | { readonly kind: 'progress'; readonly stationKey: StationKey; readonly sessionId: SessionId }
  | { readonly kind: 'command'; readonly stationKey: StationKey; readonly commandId: CommandId }
  | { readonly kind: 'quarantine'; readonly identity: StationIdentity }
  | { readonly kind: 'refusedHandshake'; readonly refusalId: number }
)

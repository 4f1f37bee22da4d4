import type { TenantId } from './ids.ts'

/** Where this server is reached; known once it listens. */
export interface ServerAddresses {
  /** Where people, and stations without a port of their own, reach us. */
  readonly publicUrl: () => string
  /** The TLS port of stations (STATION_TLS_PORT); undefined: they use the one port. */
  readonly stationTlsPort: () => number | undefined
  /** The name of a tenant in addresses; undefined: its stations need none. */
  readonly slugOf: (tenantId: TenantId) => string | undefined
}

/**
 * The address a station must be given: ws for http, wss for https. One that must use TLS (profiles 2 and 3) gets the TLS
 * port of stations, where there is one. Of an identity only the bar needs an escape.
 */
export function connectUrl(
  addresses: ServerAddresses,
  station: { readonly tenantId: TenantId; readonly identity: string; readonly securityProfile: number },
): string {
  const slug = addresses.slugOf(station.tenantId)
  const tenant = slug === undefined ? '' : `/${slug}`
  return `${stationsUrl(addresses, station.securityProfile)}${tenant}/${station.identity.replaceAll('|', '%7C')}`
}

/** The same without tenant and identity. */
export function stationsUrl(
  { publicUrl, stationTlsPort }: Omit<ServerAddresses, 'slugOf'>,
  securityProfile: number,
): string {
  const base = publicUrl()
  const port = stationTlsPort()
  if (securityProfile < 2 || port === undefined) return `${base.replace(/^http/, 'ws')}/ocpp`
  // Not by the port alone: WHATWG URLs drop a scheme's own port.
  return `wss://${new URL(base).hostname}:${port}/ocpp`
}

import type { IncomingMessage } from 'node:http'
import type { OcppVersion } from '@stationmaster/ocpp'
import { chooseSubprotocol } from '@stationmaster/ocpp'
import type { Tenants } from '../../tenants/index.ts'
import type { StationName } from '../admission/station-lookup.ts'
import { type BasicCredentials, parseBasicCredentials } from './basic-credentials.ts'
import type { ClientAddress } from './client-address.ts'
import { parseStationTarget } from './identity.ts'
import type { PresentedCertificate } from './presented-certificate.ts'

/** What an upgrade request says of itself, read once at the door. */
export interface Hello extends StationName {
  /** As the station writes it. */
  readonly written: string
  readonly address: string
  readonly secure: boolean
  /** What it has shown in TLS, unjudged. */
  readonly certificate: PresentedCertificate | undefined
  readonly credentials: BasicCredentials | undefined
  readonly subprotocol: SubprotocolOffer
}

/** `none`: the station offers nothing, which some are allowed. `foreign`: it offers nothing that we speak. */
export type SubprotocolOffer =
  | { readonly kind: 'chosen'; readonly version: OcppVersion; readonly name: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'foreign' }

/** Why a request has no hello. */
export type NoHello = 'notFound' | 'unknownTenant' | 'suspended'

/** Reads the request, unless its target is no station's, or of a tenant that is not served. */
export function readHello(
  request: IncomingMessage,
  { address, secure, certificate }: ClientAddress,
  tenants: Pick<Tenants, 'at'>,
): Hello | NoHello {
  const target = parseStationTarget(request.url ?? '')
  if (!target.ok) return 'notFound'
  const tenant = tenants.at(target.slug)
  if (tenant === undefined) return 'unknownTenant'
  if (tenant.isSuspended) return 'suspended'
  return {
    tenantId: tenant.tenantId,
    identity: target.identity,
    written: target.written,
    address,
    secure,
    certificate,
    credentials: parseBasicCredentials(request.headers.authorization),
    subprotocol: readOffer(request.headers['sec-websocket-protocol']),
  }
}

function readOffer(header: string | undefined): SubprotocolOffer {
  if (header === undefined || header.trim() === '') return { kind: 'none' }
  const choice = chooseSubprotocol(header)
  return choice.ok ? { kind: 'chosen', version: choice.version, name: choice.name } : { kind: 'foreign' }
}

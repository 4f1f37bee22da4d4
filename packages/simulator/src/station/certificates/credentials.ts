import type { StationContext } from '../context.ts'
import { installRoot } from './store.ts'

/** What a TLS dial shows and believes, PEM. */
export interface TlsCredentials {
  readonly ca?: string[]
  readonly cert?: string
  readonly key?: string
}

/**
 * The station's side of TLS: the CSMS roots it holds, and its own certificate. While a new certificate has not opened the
 * door yet, every second dial is with the one before it, so that a bad one locks nobody out (2.x A02).
 */
export function tlsCredentials({ certificates }: StationContext, attempt: number): TlsCredentials {
  const ca = certificates.roots.flatMap(({ type, certificate }) =>
    type === 'CSMSRootCertificate' ? [certificate.toString()] : [],
  )
  const newest = certificates.own.get('ChargingStationCertificate')
  const before = certificates.previous.get('ChargingStationCertificate')
  const own = isTurnOfPrevious(attempt) ? (before ?? newest) : newest
  return { ...(ca.length > 0 && { ca }), ...(own && { cert: own.chain, key: own.privateKey }) }
}

/** A dial has succeeded: with the newest certificate, the one before it is not needed any more. */
export function certificateWorked({ certificates }: StationContext, attempt: number): void {
  if (!isTurnOfPrevious(attempt)) certificates.previous.delete('ChargingStationCertificate')
}

/** Roots that a factory puts in. Throws on what is no root. */
export function installFactoryRoots(station: StationContext, roots: readonly string[]): void {
  for (const pem of roots) {
    const root = { type: 'CSMSRootCertificate', pem, nowMs: station.scheduler.now() } as const
    if (installRoot(station.certificates, root) !== 'Accepted') throw new Error('csmsRoots: not a root in date, in PEM')
  }
}

function isTurnOfPrevious(attempt: number): boolean {
  return attempt % 2 === 0
}

import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { StationKey, TenantId } from '../stations/ids.ts'
import { verifyChain } from './chain.ts'
import { USABLE } from './life-cycle/rows.ts'
import { findByFingerprint, type KnownCertificate, markUsed } from './life-cycle/usage.ts'
import { certificatesOf, readRoots, type TrustedRoot } from './roots.ts'
import { factsOf, readCertificate, type x509 } from './x509.ts'

/** Who says it presents the certificate. */
export interface Presenter {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly identity: string
  /** As the station reported it at its last Boot. */
  readonly serialNumber: string | null
}

export type DoorVerdict =
  /** `certificateId` is null for a certificate that was not issued through us, a manufacturer's for instance. */
  | {
      readonly ok: true
      readonly certificateId: string | null
      readonly fingerprint: string
      readonly commonName: string
    }
  | { readonly ok: false; readonly reason: DoorRefusal; readonly sentence: string }

export type DoorRefusal =
  | 'unreadable'
  | 'untrusted'
  | 'expired'
  | 'wrongStation'
  | 'wrongName'
  | 'revoked'
  | 'superseded'

export interface DoorParts {
  readonly database: Database
  readonly clock: Clock
}

/**
 * Whether a client certificate lets a station in (2.x A00.FR.403–405, .427; 1.6 security A00.FR.403 ff.): its chain ends
 * at a root that is trusted for stations, it is in date and alive, and its name is exactly this station's.
 * `presented` is the DER of the station's own certificate, `others` what it sent along.
 */
export async function checkAtDoor(
  { database, clock }: DoorParts,
  presenter: Presenter,
  presented: { readonly own: Uint8Array; readonly others?: readonly Uint8Array[] },
): Promise<DoorVerdict> {
  const read = readCertificate(presented.own)
  if (!read.ok) return refuse('unreadable', read.reason)
  const { commonName, fingerprint } = factsOf(read.certificate)
  const roots = await readRoots(database.kysely, presenter.tenantId, ['station', 'manufacturer'])
  const trusted = certificatesOf(roots)
  const intermediates = (presented.others ?? []).flatMap((der): x509.X509Certificate[] => {
    const other = readCertificate(der)
    return other.ok ? [other.certificate] : []
  })
  const chain = await verifyChain(read.certificate, { intermediates, trusted, nowMs: clock.nowMs() })
  if (!chain.ok) return refuse(chain.fault === 'expired' ? 'expired' : 'untrusted', chain.reason)
  if (commonName === undefined || !namesOf(presenter).includes(commonName.toLowerCase())) {
    return refuse('wrongName', `The certificate is that of ${commonName ?? 'nobody'}.`)
  }
  const known = await findByFingerprint(database.kysely, presenter.tenantId, fingerprint)
  if (known !== undefined)
    return known.stationKey === presenter.stationKey ? judge(known, { fingerprint, commonName }) : foreign()
  // What our own authority has signed and not entered for a station is no station's.
  if (isOwn(chain.path.at(-1), roots)) return foreign()
  return { ok: true, certificateId: null, fingerprint, commonName }
}

/** Notes that a station has come in with a certificate: its first use ends what it had before. */
export async function useAtDoor({ database, clock }: DoorParts, certificateId: string): Promise<void> {
  await database.transaction((tx) => markUsed(tx, certificateId, clock.nowMs()))
}

function judge(known: KnownCertificate, named: { fingerprint: string; commonName: string }): DoorVerdict {
  if (known.use !== 'ChargingStationCertificate') return foreign()
  if (USABLE.includes(known.state)) return { ok: true, certificateId: known.certificateId, ...named }
  if (known.state === 'superseded') return refuse('superseded', 'A newer certificate has taken its place.')
  return refuse('revoked', 'The certificate was revoked, or given up before the station had it.')
}

/** A name is the identity, or the serial number that the station reports (both are in use for the common name). */
function namesOf({ identity, serialNumber }: Presenter): readonly string[] {
  return [identity, ...(serialNumber === null ? [] : [serialNumber])].map((name) => name.toLowerCase())
}

function isOwn(top: x509.X509Certificate | undefined, roots: readonly TrustedRoot[]): boolean {
  const fingerprint = top === undefined ? undefined : factsOf(top).fingerprint
  return roots.some((root) => root.source === 'local' && root.fingerprint === fingerprint)
}

function foreign(): DoorVerdict {
  return refuse('wrongStation', 'The certificate was not issued to this station.')
}

function refuse(reason: DoorRefusal, sentence: string): DoorVerdict {
  return { ok: false, reason, sentence }
}

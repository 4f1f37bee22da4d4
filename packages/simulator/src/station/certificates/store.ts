import type { X509Certificate } from 'node:crypto'
import type {
  CertificateHashData,
  InstalledCertificate,
  InstalledCertificateType,
  RootCertificateType,
  StationCertificateUse,
} from '@stationmaster/ocpp'
import { hashDataOf, isNamedBy, type KeyRequest, readPem } from './x509.ts'

/** A certificate of the station's own with its key. */
export interface OwnCertificate {
  readonly chain: string
  readonly certificates: readonly X509Certificate[]
  readonly privateKey: string
}

/** A request that waits for its certificate. */
export interface PendingRequest extends KeyRequest {
  readonly requestId: number | undefined
}

/** What a station holds; the functions beside this file work on it. */
export interface StationCertificates {
  /** Roots in the order they were installed. */
  readonly roots: { readonly type: RootCertificateType; readonly certificate: X509Certificate }[]
  /** Keyed by use. */
  readonly own: Map<StationCertificateUse, OwnCertificate>
  /** Before the newest: dialled with again when the newest does not open the door. Keyed by use. */
  readonly previous: Map<StationCertificateUse, OwnCertificate>
  /** Keyed by use. */
  readonly pending: Map<StationCertificateUse, PendingRequest>
  requestCount: number
}

export function createStationCertificates(): StationCertificates {
  return { roots: [], own: new Map(), previous: new Map(), pending: new Map(), requestCount: 0 }
}

/** As many roots as the certificate store holds (2.x CertificateEntries). */
const MOST_ROOTS = 12
const HASH = 'SHA256'

/** InstallCertificate (2.x M05): an unreadable or expired certificate is Rejected, a full store Failed. */
export function installRoot(
  store: StationCertificates,
  root: { readonly type: RootCertificateType; readonly pem: string; readonly nowMs: number },
): 'Accepted' | 'Rejected' | 'Failed' {
  const [certificate, ...others] = readPem(root.pem) ?? []
  if (certificate === undefined || others.length > 0 || !certificate.ca) return 'Rejected'
  if (!isInDate(certificate, root.nowMs)) return 'Rejected'
  const isThere = store.roots.some((one) => one.type === root.type && one.certificate.raw.equals(certificate.raw))
  if (isThere) return 'Accepted'
  if (store.roots.length >= MOST_ROOTS) return 'Failed'
  store.roots.push({ type: root.type, certificate })
  return 'Accepted'
}

/**
 * DeleteCertificate (2.x M04): the station's own certificate towards the CSMS cannot be deleted this way, nor can the
 * last root that the CSMS is known by while the station proves itself with a certificate.
 */
export function deleteCertificate(
  store: StationCertificates,
  hashData: CertificateHashData,
): 'Accepted' | 'Failed' | 'NotFound' {
  for (const [use, { certificates }] of store.own) {
    const [leaf] = certificates
    if (leaf === undefined || !isNamedBy(leaf, issuerOf(store, certificates, 0), hashData)) continue
    if (use === 'ChargingStationCertificate') return 'Failed'
    store.own.delete(use)
    return 'Accepted'
  }
  const index = store.roots.findIndex(({ certificate }) =>
    isNamedBy(certificate, rootIssuer(store, certificate), hashData),
  )
  const found = store.roots[index]
  if (found === undefined) return 'NotFound'
  const isLast = store.roots.filter(({ type }) => type === 'CSMSRootCertificate').length === 1
  if (found.type === 'CSMSRootCertificate' && isLast && store.own.has('ChargingStationCertificate')) return 'Failed'
  store.roots.splice(index, 1)
  return 'Accepted'
}

/** GetInstalledCertificateIds (2.x M03): roots, and chains towards the car with their sub-CAs. */
export function listInstalled(
  store: StationCertificates,
  types: readonly InstalledCertificateType[] | undefined,
): readonly InstalledCertificate[] {
  const isAsked = (type: InstalledCertificateType) => types === undefined || types.includes(type)
  const roots = store.roots
    .filter(({ type }) => isAsked(type))
    .map(({ type, certificate }) => ({
      type,
      hashData: hashDataOf(certificate, rootIssuer(store, certificate), HASH),
      children: [],
    }))
  const chains = [...store.own]
    .filter(([use]) => use !== 'ChargingStationCertificate' && isAsked('V2GCertificateChain'))
    .flatMap(([, { certificates }]): InstalledCertificate[] => {
      const [hashData, ...children] = certificates.map((one, index) =>
        hashDataOf(one, issuerOf(store, certificates, index), HASH),
      )
      return hashData === undefined ? [] : [{ type: 'V2GCertificateChain', hashData, children: children.slice(0, 4) }]
    })
  return [...roots, ...chains]
}

/**
 * CertificateSigned (2.x A02.FR.06 ff.): taken when it is for the key that waits, in date, and stands under an installed
 * root, if there are any. What was in use before is kept until the new one has opened the door.
 */
export function takeCertificate(
  store: StationCertificates,
  signed: {
    readonly use: StationCertificateUse
    readonly chain: string
    readonly requestId: number | undefined
    readonly nowMs: number
  },
): boolean {
  const { use, chain, requestId, nowMs } = signed
  const pending = store.pending.get(use)
  const certificates = readPem(chain)
  const [leaf] = certificates ?? []
  if (pending === undefined || certificates === undefined || leaf === undefined) return false
  if (pending.requestId !== undefined && requestId !== undefined && pending.requestId !== requestId) return false
  const key = leaf.publicKey.export({ type: 'spki', format: 'der' })
  if (!key.equals(pending.publicKey) || !isTrusted(store, { certificates, use, nowMs })) return false
  const before = store.own.get(use)
  if (before !== undefined) store.previous.set(use, before)
  store.own.set(use, { chain, certificates, privateKey: pending.privateKey })
  store.pending.delete(use)
  return true
}

function isTrusted(
  store: StationCertificates,
  given: {
    readonly certificates: readonly X509Certificate[]
    readonly use: StationCertificateUse
    readonly nowMs: number
  },
): boolean {
  const { certificates, use, nowMs } = given
  if (!certificates.every((one) => isInDate(one, nowMs))) return false
  const isLinked = certificates.every((one, index) => {
    const issuer = certificates[index + 1]
    return issuer === undefined || isSignedBy(one, issuer)
  })
  const wanted: RootCertificateType =
    use === 'ChargingStationCertificate' ? 'CSMSRootCertificate' : 'V2GRootCertificate'
  const roots = store.roots.filter(({ type }) => type === wanted)
  const top = certificates.at(-1)
  const isRooted =
    roots.length === 0 || roots.some(({ certificate }) => top !== undefined && isSignedBy(top, certificate))
  return isLinked && isRooted
}

function issuerOf(
  store: StationCertificates,
  certificates: readonly X509Certificate[],
  index: number,
): X509Certificate {
  const certificate = certificates[index]
  const next = certificates[index + 1]
  if (certificate === undefined) throw new RangeError('no such certificate in the chain')
  return next ?? rootIssuer(store, certificate)
}

/** The installed root that signed a certificate; a root that signs itself, and one whose issuer is not here, is its own. */
function rootIssuer(store: StationCertificates, certificate: X509Certificate): X509Certificate {
  return store.roots.find((root) => isSignedBy(certificate, root.certificate))?.certificate ?? certificate
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

function isInDate({ validFromDate, validToDate }: X509Certificate, nowMs: number): boolean {
  return nowMs >= validFromDate.getTime() && nowMs < validToDate.getTime()
}

import type { StationCertificateUse } from '@stationmaster/ocpp'
import type { CheckedCsr } from '../csr.ts'
import { nameOf, x509 } from '../x509.ts'

const DAY_MS = 86_400_000
const ROOT_DAYS = 7300
/** Stations without a battery clock may be behind. */
const BACKDATED_MS = 3_600_000

/** Where a verifier finds the revocations of an authority. */
export interface StatusAddresses {
  readonly crlUrl: string
  readonly ocspUrl: string
}

/** From an hour ago, for so many days. */
export function validity(nowMs: number, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(nowMs - BACKDATED_MS), notAfter: new Date(nowMs + days * DAY_MS) }
}

export function rootValidity(nowMs: number) {
  return validity(nowMs, ROOT_DAYS)
}

/** The subject of a station's certificate: what the station asked to be called, under the operator's name. */
export function stationSubject(csr: CheckedCsr, use: StationCertificateUse, organization: string | undefined) {
  const O = organization ?? csr.organization
  // ISO 15118-2 annex F: the certificate towards the car is of the charging point operator's domain.
  const domain = use === 'ChargingStationCertificate' ? undefined : 'CPO'
  return nameOf([
    ['CN', csr.commonName],
    ['O', O],
    ['DC', domain],
  ])
}

/** Extensions of a root that signs certificates, revocation lists and OCSP answers. */
export async function rootExtensions(publicKey: x509.PublicKeyType): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(true, 0, true),
    new x509.KeyUsagesExtension(
      x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign | x509.KeyUsageFlags.digitalSignature,
      true,
    ),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
  ]
}

export interface LeafForm {
  readonly publicKey: x509.PublicKeyType
  readonly issuer: x509.X509Certificate
  readonly isRsa: boolean
  readonly purpose: 'client' | 'server'
  /** DNS names and addresses of a server. */
  readonly names?: readonly string[]
  readonly addresses: StatusAddresses | undefined
}

/** Extensions of a certificate that signs nothing. */
export async function leafExtensions(form: LeafForm): Promise<x509.Extension[]> {
  const { publicKey, issuer, addresses, names = [] } = form
  const usage = form.isRsa
    ? x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment
    : x509.KeyUsageFlags.digitalSignature
  const extended = form.purpose === 'client' ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(usage, true),
    new x509.ExtendedKeyUsageExtension([extended]),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names.map(alternativeName))]),
    ...(addresses === undefined ? [] : statusExtensions(addresses)),
  ]
}

function alternativeName(name: string): x509.JsonGeneralName {
  return { type: /^[\d.]+$|:/.test(name) ? 'ip' : 'dns', value: name }
}

function statusExtensions({ crlUrl, ocspUrl }: StatusAddresses): x509.Extension[] {
  return [new x509.CRLDistributionPointsExtension([crlUrl]), new x509.AuthorityInfoAccessExtension({ ocsp: ocspUrl })]
}

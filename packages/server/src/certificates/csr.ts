import { createHash } from 'node:crypto'
import { keyTypeOf, x509 } from './x509.ts'

/** Keys that a station may have certified (1.6 security A00.FR.501–507, 2.x A00.FR.5xx): what is weaker is refused. */
const CURVES = new Set(['P-256', 'P-384', 'P-521'])
const LEAST_RSA_BITS = 2048
const MOST_RSA_BITS = 8192
const HASHES = new Set(['SHA-256', 'SHA-384', 'SHA-512'])
const LONGEST_CSR = 10_000
/** Upper bounds of X.520 for names. */
const LONGEST_NAME = 64

/** A signing request that has passed every check. */
export interface CheckedCsr {
  readonly request: x509.Pkcs10CertificateRequest
  readonly pem: string
  /** SHA-256 of the DER: a repeated request is the same one. */
  readonly hash: string
  readonly commonName: string
  readonly organization: string | undefined
  readonly keyType: string
}

export interface CsrRules {
  /** Common names that this station may have, its identity first; compared without case. */
  readonly commonNames: readonly string[]
  /** The operator's name, when requests have to state it. */
  readonly organization: string | undefined
  /** The names were checked before, or matter to the car's authority alone. */
  readonly isNameFree?: boolean
}

export type CsrCheck =
  | { readonly ok: true; readonly csr: CheckedCsr }
  | { readonly ok: false; readonly code: CsrFault; readonly reason: string }

export type CsrFault = 'UnreadableCSR' | 'WeakKey' | 'InvalidSignature' | 'WrongCommonName' | 'WrongOrganization'

/**
 * Reads a station's signing request and holds it to the rules: the key is strong, the signature proves that the station
 * has the private key, the name is its own and the organisation the operator's (2.x A02.FR.04, A02.FR.11).
 */
export async function checkCsr(encoded: string, rules: CsrRules): Promise<CsrCheck> {
  const request = readCsr(encoded)
  if (request === undefined) return fault('UnreadableCSR', 'it is not a PKCS #10 signing request')
  const keyType = keyTypeOf(request.publicKey)
  const weakness = weaknessOf(request)
  if (weakness !== undefined) return fault('WeakKey', weakness)
  if (!(await hasProof(request))) return fault('InvalidSignature', 'the signature does not prove possession of the key')
  const commonNames = request.subjectName.getField('CN')
  const [commonName] = commonNames
  if (commonName === undefined || commonNames.length > 1 || commonName.length > LONGEST_NAME) {
    return fault('WrongCommonName', 'the subject needs one common name of at most 64 characters')
  }
  const isOurs = rules.commonNames.some((name) => name.toLowerCase() === commonName.toLowerCase())
  if (rules.isNameFree !== true && !isOurs) {
    return fault('WrongCommonName', `the common name has to be ${rules.commonNames.join(' or ')}`)
  }
  const [organization] = request.subjectName.getField('O')
  if (rules.organization !== undefined && organization !== rules.organization) {
    return fault('WrongOrganization', `the organisation has to be ${rules.organization}`)
  }
  const hash = createHash('sha256').update(new Uint8Array(request.rawData)).digest('hex')
  return { ok: true, csr: { request, pem: request.toString('pem'), hash, commonName, organization, keyType } }
}

function readCsr(encoded: string): x509.Pkcs10CertificateRequest | undefined {
  if (encoded.length > LONGEST_CSR) return undefined
  try {
    return new x509.Pkcs10CertificateRequest(encoded.trim())
  } catch {
    return undefined
  }
}

function weaknessOf(request: x509.Pkcs10CertificateRequest): string | undefined {
  const { hash }: { readonly hash?: { readonly name: string } } = request.signatureAlgorithm
  if (hash === undefined || !HASHES.has(hash.name)) return 'the request has to be signed with SHA-256 or better'
  const key: { readonly name: string; readonly namedCurve?: unknown; readonly modulusLength?: unknown } =
    request.publicKey.algorithm
  if (typeof key.namedCurve === 'string') {
    return CURVES.has(key.namedCurve) ? undefined : 'an EC key has to be on P-256, P-384 or P-521'
  }
  if (typeof key.modulusLength !== 'number') return 'the key has to be EC or RSA'
  const isWithin = key.modulusLength >= LEAST_RSA_BITS && key.modulusLength <= MOST_RSA_BITS
  return isWithin ? undefined : `an RSA key has to have ${LEAST_RSA_BITS} to ${MOST_RSA_BITS} bits`
}

async function hasProof(request: x509.Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return await request.verify()
  } catch {
    return false
  }
}

function fault(code: CsrFault, reason: string): CsrCheck {
  return { ok: false, code, reason }
}

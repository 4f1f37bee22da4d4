import type { StationCertificateUse } from '@stationmaster/ocpp'
import type { Clock } from '../../platform/clock/index.ts'
import type { Random } from '../../platform/random/index.ts'
import type { CheckedCsr } from '../csr.ts'
import { nameOf, plainHex, x509 } from '../x509.ts'
import {
  leafExtensions,
  rootExtensions,
  rootValidity,
  type StatusAddresses,
  stationSubject,
  validity,
} from './certificate-form.ts'
import type { KeyStore } from './key-store.ts'
import { generateKeys, importKeys, type Keys, type KeyType, signingAlgorithm } from './keys.ts'

const SERIAL_BYTES = 16
const ROOT_NAMES: Readonly<Record<KeyType, string>> = {
  ecdsa: 'Stationmaster Local Root (ECDSA)',
  rsa: 'Stationmaster Local Root (RSA)',
}

/** A root of our own with its key. The private key stays inside. */
export interface LocalRoot {
  readonly type: KeyType
  readonly certificate: x509.X509Certificate
  readonly keys: Keys
}

export interface LocalAuthorityParts {
  readonly keyStore: KeyStore
  readonly clock: Clock
  readonly random: Random
  /** Where the status of what a root signs can be asked; undefined while we have no address. */
  readonly addressesOf: (type: KeyType) => StatusAddresses | undefined
}

export interface StationOrder {
  readonly csr: CheckedCsr
  readonly use: StationCertificateUse
  readonly organization: string | undefined
  readonly validityDays: number
}

export interface ServerOrder {
  readonly names: readonly [string, ...string[]]
  readonly keyType: KeyType
  readonly validityDays: number
}

/** The built-in certificate authority: one root for each kind of key, so that a station verifies with what it knows. */
export class LocalAuthority {
  readonly #parts: LocalAuthorityParts
  readonly #roots = new Map<KeyType, Promise<LocalRoot>>()

  constructor(parts: LocalAuthorityParts) {
    this.#parts = parts
  }

  /** The root of a kind; made and stored when it is wanted for the first time. */
  root(type: KeyType): Promise<LocalRoot> {
    const known = this.#roots.get(type)
    if (known !== undefined) return known
    const opened = openRoot(this.#parts, type)
    this.#roots.set(type, opened)
    opened.catch(() => this.#roots.delete(type))
    return opened
  }

  /** The root of a kind, when there is one: looking must not make it. */
  existingRoot(type: KeyType): Promise<LocalRoot> | undefined {
    const isMade = this.#roots.has(type) || this.#parts.keyStore.read(certificateFile(type)) !== undefined
    return isMade ? this.root(type) : undefined
  }

  /** Signs a checked request of a station with the root of its kind of key. */
  async signStation(order: StationOrder): Promise<{ root: LocalRoot; certificate: x509.X509Certificate }> {
    const { csr, use, organization, validityDays } = order
    const isRsa = csr.keyType.startsWith('RSA')
    const root = await this.root(isRsa ? 'rsa' : 'ecdsa')
    const extensions = await leafExtensions({
      publicKey: csr.request.publicKey,
      issuer: root.certificate,
      isRsa,
      // To the car the charging station is the server (ISO 15118-2 §7.9).
      purpose: use === 'ChargingStationCertificate' ? 'client' : 'server',
      addresses: this.#parts.addressesOf(root.type),
    })
    const subject = stationSubject(csr, use, organization)
    const certificate = await this.#sign(root, { subject, publicKey: csr.request.publicKey, extensions, validityDays })
    return { root, certificate }
  }

  /** Makes a key pair and a server certificate for it. The private key leaves as PEM, for a listener of this process. */
  async signServer({ names, keyType, validityDays }: ServerOrder) {
    const root = await this.root(keyType)
    const { keys, pem } = await generateKeys(keyType)
    const { publicKey } = keys.pair
    const extensions = await leafExtensions({
      publicKey,
      issuer: root.certificate,
      isRsa: keyType === 'rsa',
      purpose: 'server',
      names,
      addresses: this.#parts.addressesOf(keyType),
    })
    const subject = nameOf([['CN', names[0].slice(0, 64)]])
    const certificate = await this.#sign(root, { subject, publicKey, extensions, validityDays })
    return { root, certificate, keyPem: pem }
  }

  /** Signs the list of what a root has revoked, good for a day. */
  async signCrl(type: KeyType, entries: readonly x509.X509CrlEntryParams[]): Promise<x509.X509Crl> {
    const { certificate, keys } = await this.root(type)
    const nowMs = this.#parts.clock.nowMs()
    return x509.X509CrlGenerator.create({
      issuer: certificate.subjectName,
      thisUpdate: new Date(nowMs),
      nextUpdate: new Date(nowMs + CRL_LIFE_MS),
      entries: [...entries],
      extensions: [await x509.AuthorityKeyIdentifierExtension.create(certificate)],
      signingAlgorithm: signingAlgorithm(type),
      signingKey: keys.pair.privateKey,
    })
  }

  #sign(root: LocalRoot, leaf: Leaf): Promise<x509.X509Certificate> {
    return x509.X509CertificateGenerator.create({
      serialNumber: newSerial(this.#parts.random),
      ...validity(this.#parts.clock.nowMs(), leaf.validityDays),
      subject: leaf.subject,
      issuer: root.certificate.subjectName,
      publicKey: leaf.publicKey,
      extensions: leaf.extensions,
      signingKey: root.keys.pair.privateKey,
      signingAlgorithm: signingAlgorithm(root.type),
    })
  }
}

const CRL_LIFE_MS = 86_400_000

interface Leaf {
  readonly subject: x509.Name
  readonly publicKey: x509.PublicKeyType
  readonly extensions: x509.Extension[]
  readonly validityDays: number
}

async function openRoot(parts: LocalAuthorityParts, type: KeyType): Promise<LocalRoot> {
  const { keyStore } = parts
  const keyFile = `root-${type}.key.pem`
  const storedKey = keyStore.read(keyFile)
  const keyPem = storedKey ?? keyStore.writeOnce(keyFile, (await generateKeys(type)).pem)
  const keys = await importKeys(type, keyPem)
  const stored = keyStore.read(certificateFile(type))
  if (stored !== undefined) return { type, keys, certificate: new x509.X509Certificate(stored) }
  const certificate = await signRoot(parts, type, keys)
  const kept = keyStore.writeOnce(certificateFile(type), `${certificate.toString('pem')}\n`)
  return { type, keys, certificate: new x509.X509Certificate(kept) }
}

function certificateFile(type: KeyType): string {
  return `root-${type}.pem`
}

async function signRoot(parts: LocalAuthorityParts, type: KeyType, keys: Keys): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(parts.random),
    ...rootValidity(parts.clock.nowMs()),
    // Two installations must not have roots of one name: verifiers find roots by it.
    name: nameOf([
      ['CN', ROOT_NAMES[type]],
      ['OU', Buffer.from(parts.random.bytes(4)).toString('hex')],
    ]),
    keys: keys.pair,
    signingAlgorithm: signingAlgorithm(type),
    extensions: await rootExtensions(keys.pair.publicKey),
  })
}

/** A positive serial number of at most 20 octets (RFC 5280 §4.1.2.2), hard to guess. */
function newSerial(random: Random): string {
  const bytes = Buffer.from(random.bytes(SERIAL_BYTES))
  // The first octet neither negative nor zero: the number has one notation.
  bytes[0] = (bytes.readUInt8(0) & 0x3f) | 0x40
  return plainHex(bytes.toString('hex'))
}

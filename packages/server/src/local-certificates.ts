import { X509Certificate } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { openKeyStore } from './certificates/authority/key-store.ts'
import { LocalAuthority } from './certificates/authority/local-authority.ts'
import type { HttpConfig } from './config/index.ts'
import type { Clock } from './platform/clock/index.ts'
import type { TlsMaterial } from './platform/http/index.ts'
import type { Random } from './platform/random/index.ts'

const DAY_MS = 86_400_000
const VALIDITY_DAYS = 90
const RENEW_BEFORE_MS = 30 * DAY_MS

export interface LocalCertificates {
  /** An ECDSA and an RSA server certificate of our own authority, made anew before they end. */
  servers(): Promise<TlsMaterial['certificates']>
  /** The authority's root, PEM. */
  roots(): Promise<readonly string[]>
}

/** Certificates for trying TLS out, of the authority whose keys are in the data directory. */
export function localCertificates(parts: {
  readonly dataDir: string
  readonly http: HttpConfig
  readonly clock: Clock
  readonly random: Random
}): LocalCertificates {
  const { clock, random, http } = parts
  const keyStore = openKeyStore(parts.dataDir)
  const authority = new LocalAuthority({ keyStore, clock, random, addressesOf: () => undefined })
  let made: TlsMaterial['certificates'] = []
  return {
    servers: async () => {
      if (!http.localCertificate) return []
      if (made.length === 0 || made.some(({ cert }) => isNearEnd(cert, clock.nowMs()))) {
        const names = namesOf(http)
        made = await Promise.all((['ecdsa', 'rsa'] as const).map((keyType) => signServer(authority, keyType, names)))
      }
      return made
    },
    roots: async () => [(await authority.root('ecdsa')).certificate.toString('pem')],
  }
}

async function signServer(authority: LocalAuthority, keyType: 'ecdsa' | 'rsa', names: readonly [string, ...string[]]) {
  const { certificate, root, keyPem } = await authority.signServer({ names, keyType, validityDays: VALIDITY_DAYS })
  return { cert: `${certificate.toString('pem')}\n${root.certificate.toString('pem')}\n`, key: keyPem }
}

function isNearEnd(pem: string, nowMs: number): boolean {
  return new X509Certificate(pem).validToDate.getTime() - nowMs < RENEW_BEFORE_MS
}

/** What stations may call this server by: its public name, and every address of this machine. */
function namesOf({ publicUrl, host }: HttpConfig): readonly [string, ...string[]] {
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address))
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const named = publicUrl === undefined ? [] : [new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')]
  const given = isEverywhere ? own.filter((address) => !address.includes('%')) : [host]
  const [first = 'localhost', ...rest] = new Set([...named, 'localhost', '127.0.0.1', ...given])
  return [first, ...rest]
}

import { X509Certificate } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import type { Certificates } from './certificates/index.ts'
import type { HttpConfig } from './config/index.ts'
import type { Clock } from './platform/clock/index.ts'
import type { TlsMaterial } from './platform/http/index.ts'
import type { TenantId } from './stations/ids.ts'

const RENEW_BEFORE_MS = 30 * 86_400_000

/** An ECDSA and an RSA server certificate of our own authority, for trying TLS out; made anew before they end. */
export function localCertificates(
  certificates: Certificates,
  { http, clock, tenantId }: { readonly http: HttpConfig; readonly clock: Clock; readonly tenantId: TenantId },
): () => Promise<TlsMaterial['certificates']> {
  let made: TlsMaterial['certificates'] = []
  return async () => {
    if (!http.localCertificate) return []
    if (made.length > 0 && !made.some(({ cert }) => isNearEnd(cert, clock.nowMs()))) return made
    const names = namesOf(http)
    const issued = (['ecdsa', 'rsa'] as const).map((keyType) => certificates.issueServer(tenantId, { names, keyType }))
    made = (await Promise.all(issued)).map(({ chain, privateKey }) => ({ cert: chain, key: privateKey }))
    return made
  }
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

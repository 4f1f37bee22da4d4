import type { Server as HttpsServer } from 'node:https'
import { createSecureContext } from 'node:tls'
import type { HttpConfig } from '../config/index.ts'
import type { ServerCertificate } from '../contract/index.ts'
import { type Clock, Rounds } from '../platform/clock/index.ts'
import { readCertificateFiles, type TlsMaterial, tlsOptions } from '../platform/http/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { StoredTrust } from './client-trust.ts'
import { serverCertificateOf } from './server-certificates.ts'

type Certificates = TlsMaterial['certificates']

export interface TlsKeeperParts {
  readonly config: HttpConfig
  readonly trust: StoredTrust
  /** Certificates of our own authority, made anew when they near their end; used where no files are named. */
  readonly localCertificates: () => Promise<Certificates>
  /** Our own authority's roots among others, PEM: there are always some to name, so that browsers do not ask people. */
  readonly ownRoots: () => Promise<readonly string[]>
  readonly clock: Clock
  readonly logger: Logger
}

/** What TLS listeners show, kept up to date while they listen. */
export interface TlsKeeper extends AsyncDisposable {
  readonly material: TlsMaterial
  /** The certificates in use, as they are shown. */
  readonly shown: readonly ServerCertificate[]
  /** Gives the listener every later change. */
  keep(server: Pick<HttpsServer, 'setSecureContext'>): void
}

/** Reads certificates and roots, and looks for changes every `tlsReloadMs`. Throws sentences for the operator. */
export async function openTlsKeeper(parts: TlsKeeperParts): Promise<TlsKeeper> {
  const { config, clock } = parts
  const logger = parts.logger.child({ subsystem: 'tls' })
  const servers: Pick<HttpsServer, 'setSecureContext'>[] = []
  let material = await readMaterial(parts)
  assertUsable(material, config)
  const rounds = new Rounds(clock, logger)
  rounds.every(config.tlsReloadMs, 'certificates', async () => {
    const next = await readMaterial(parts)
    if (JSON.stringify(next) === JSON.stringify(material)) return
    // Half-written files, or a key without its certificate: what is in use stays.
    assertUsable(next, config)
    material = next
    for (const server of servers) server.setSecureContext(tlsOptions(material, config))
    logger.info('Certificates or trusted roots have changed and are in use')
  })
  return {
    get material() {
      return material
    },
    get shown() {
      const source = readsFiles(config) ? 'files' : 'local'
      return material.certificates.map(({ cert }) => serverCertificateOf(cert, source))
    },
    keep: (server) => void servers.push(server),
    [Symbol.asyncDispose]: () => rounds.stop(),
  }
}

/** Files go before certificates of our own authority. */
function readsFiles({ tls, secondTls }: HttpConfig): boolean {
  return tls !== undefined || secondTls !== undefined
}

async function readMaterial({ config, trust, localCertificates, ownRoots }: TlsKeeperParts): Promise<TlsMaterial> {
  const certificates = readsFiles(config) ? readCertificateFiles(config) : await localCertificates()
  return { certificates, clientRoots: [...new Set([...trust.pems(), ...(await ownRoots())])] }
}

/** OpenSSL's own word on whether certificates and keys belong together. */
function assertUsable(material: TlsMaterial, config: HttpConfig): void {
  try {
    createSecureContext(tlsOptions(material, config))
  } catch (error) {
    throw new Error('TLS_CERT_FILE and TLS_KEY_FILE must hold a PEM certificate and its private key.', { cause: error })
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../platform/clock/index.ts'
import { systemRandom } from '../../platform/random/index.ts'
import { openKeyStore } from '../authority/key-store.ts'
import { LocalAuthority } from '../authority/local-authority.ts'
import { checkCsr } from '../csr.ts'
import { hashDataOf } from '../hash-data.ts'
import type { IssuedStatus } from '../issued.ts'
import { signOcspAnswer } from '../status/ocsp-answer.ts'
import { readOcspRequest } from '../status/ocsp-request.ts'
import { x509 } from '../x509.ts'
import { makeCsr } from './csr.ts'

/** How a responder behaves. */
export type ResponderMood =
  | IssuedStatus
  | { readonly kind: 'broken' }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'silent' }

/** Somebody else's authority, with an OCSP responder and a revocation list on a socket. */
export interface ForeignAuthority extends AsyncDisposable {
  readonly origin: string
  readonly root: x509.X509Certificate
  /** Requests that have reached it. */
  readonly asked: { ocsp: number; crl: number }
  mood: ResponderMood
  /** A certificate under its root, that names its responder. */
  issue(
    commonName: string,
  ): Promise<{ readonly certificate: x509.X509Certificate; readonly hashData: ReturnType<typeof hashDataOf> }>
  /** Signs a request, whatever it asks for. */
  sign(request: x509.Pkcs10CertificateRequest): Promise<{ readonly certificate: x509.X509Certificate }>
  /** A certificate of a server at 127.0.0.1 under its root. */
  serve(): Promise<{ readonly cert: string; readonly key: string }>
  revoked: readonly string[]
}

export async function startForeignAuthority(): Promise<ForeignAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'foreign-authority-'))
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const answer = request.url === '/crl' ? list() : ocsp(Buffer.concat(parts))
      void answer.then((body) => body === undefined || response.end(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const authority = new LocalAuthority({
    keyStore: openKeyStore(folder),
    clock: systemClock,
    random: systemRandom,
    addressesOf: () => ({ crlUrl: `${origin}/crl`, ocspUrl: `${origin}/ocsp` }),
  })
  const root = await authority.root('ecdsa')
  const state: ForeignAuthority = {
    origin,
    root: root.certificate,
    asked: { ocsp: 0, crl: 0 },
    mood: { kind: 'good' },
    revoked: [],
    async issue(commonName) {
      const { csr } = await makeCsr({ CN: commonName })
      const { certificate } = await state.sign(new x509.Pkcs10CertificateRequest(csr))
      return { certificate, hashData: hashDataOf(certificate, root.certificate) }
    },
    async serve() {
      const order = { names: ['127.0.0.1'], keyType: 'ecdsa', validityDays: 1 } as const
      const { certificate, keyPem } = await authority.signServer(order)
      return { cert: certificate.toString('pem'), key: keyPem }
    },
    async sign(request) {
      const rules = { commonNames: [], organization: undefined, isNameFree: true }
      const checked = await checkCsr(request.toString('pem'), rules)
      if (!checked.ok) throw new Error(checked.reason)
      const order = {
        csr: checked.csr,
        use: 'ChargingStationCertificate',
        organization: undefined,
        validityDays: 30,
      } as const
      return authority.signStation(order)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true })
    },
  }
  const ocsp = async (body: Buffer): Promise<Buffer | undefined> => {
    state.asked.ocsp += 1
    const { mood } = state
    if (mood.kind === 'silent') return undefined
    if (mood.kind === 'broken') return Buffer.from('no OCSP response')
    if (mood.kind === 'tooLong') return Buffer.alloc(1_000_000)
    const { certIds = [] } = readOcspRequest(body) ?? {}
    const statuses = certIds.map((certId) => ({ certId, status: mood }))
    return signOcspAnswer(root, { statuses, nonce: undefined, nowMs: Date.now() })
  }
  const list = async (): Promise<Buffer> => {
    state.asked.crl += 1
    const entries = state.revoked.map((serialNumber) => ({ serialNumber, revocationDate: new Date() }))
    return Buffer.from((await authority.signCrl('ecdsa', entries)).rawData)
  }
  return state
}

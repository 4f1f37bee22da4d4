import type { FastifyInstance } from 'fastify'
import type { KeyType } from './authority/keys.ts'
import type { CertificateParts } from './ports.ts'
import { answerOcsp, currentCrl } from './status/own-status.ts'

const MAX_OCSP_BYTES = 4096
/** A list is signed at most this often: it is the same for everybody. */
const CRL_LIFE_MS = 60_000
const KEY_TYPES: readonly KeyType[] = ['ecdsa', 'rsa']

/** What verifiers fetch without signing in: revocation lists, OCSP answers and roots of our own authority. */
export function registerPublicRoutes(app: FastifyInstance, parts: CertificateParts): void {
  const own = { ...parts, authority: parts.local }
  for (const type of KEY_TYPES) {
    const list = freshFor(CRL_LIFE_MS, parts, () => currentCrl(own, type))
    app.get(`/pki/${type}.crl`, async (_, reply) => {
      if (parts.local.existingRoot(type) === undefined) return reply.callNotFound()
      return reply
        .type('application/pkix-crl')
        .header('cache-control', 'max-age=60')
        .send(await list())
    })
    app.get(`/pki/${type}.pem`, async (_, reply) => {
      const root = await parts.local.existingRoot(type)
      if (root === undefined) return reply.callNotFound()
      return reply.type('application/x-pem-file').send(`${root.certificate.toString('pem')}\n`)
    })
  }
  void app.register(async (scope) => {
    const asBytes = { parseAs: 'buffer', bodyLimit: MAX_OCSP_BYTES } as const
    scope.addContentTypeParser('application/ocsp-request', asBytes, (_, body, done) => done(null, body))
    scope.post<{ Body: Buffer }>('/pki/ocsp', async (request, reply) =>
      reply.type('application/ocsp-response').send(await answerOcsp(own, request.body)),
    )
    // RFC 6960 appendix A.1: the request as base64 in the path.
    scope.get<{ Params: { request: string } }>('/pki/ocsp/:request', async (request, reply) =>
      reply
        .type('application/ocsp-response')
        .send(await answerOcsp(own, Buffer.from(request.params.request, 'base64'))),
    )
  })
}

/** Makes something anew when it is older than that, and once for all who ask meanwhile. */
function freshFor<Made>(
  lifeMs: number,
  { clock }: Pick<CertificateParts, 'clock'>,
  make: () => Promise<Made>,
): () => Promise<Made> {
  let made: { readonly atMs: number; readonly what: Promise<Made> } | undefined
  return () => {
    if (made === undefined || clock.nowMs() - made.atMs >= lifeMs) {
      const what = make()
      made = { atMs: clock.nowMs(), what }
      what.catch(() => {
        made = undefined
      })
    }
    return made.what
  }
}

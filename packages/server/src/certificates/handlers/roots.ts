import { recordAudit } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { instant } from '../../api/instant.ts'
import { Refusal } from '../../platform/errors.ts'
import { ensureLocalRoots } from '../authority/local-roots.ts'
import type { CertificateParts } from '../ports.ts'
import { deleteRoot, insertRoot, readRoots, type TrustedRoot } from '../roots.ts'
import { factsOf, readCertificate } from '../x509.ts'

type RootHandlers = Pick<Handlers, 'listTrustedRoots' | 'addTrustedRoot' | 'deleteTrustedRoot'>

export function rootHandlers(parts: CertificateParts): RootHandlers {
  const { database, clock, ids } = parts
  return {
    listTrustedRoots: async ({ actor }) => {
      await ensureLocalRoots(parts, actor.tenantId)
      return { items: (await readRoots(database.kysely, actor.tenantId)).map(itemOf) }
    },

    addTrustedRoot: async ({ actor, body }) => {
      const { tenantId } = actor
      const read = readCertificate(body.certificate)
      const facts = read.ok ? factsOf(read.certificate) : undefined
      if (!read.ok || facts === undefined || !facts.isAuthority) {
        const rule = read.ok ? 'must be a certificate that may sign others' : 'must be one certificate in PEM'
        throw new Refusal('invalidInput', { errors: [{ field: 'certificate', rule }] })
      }
      const rootId = ids.next()
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        const root = { rootId, purpose: body.purpose, source: 'uploaded', label: body.label ?? null } as const
        if (!(await insertRoot(tx, { tenantId, ...root, certificate: read.certificate, nowMs }))) {
          throw new Refusal('rootExists')
        }
        const detail = { purpose: body.purpose, subject: facts.subject, fingerprint: facts.fingerprint }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'root.trusted', object: rootId, detail })
      })
      const stored = (await readRoots(database.kysely, tenantId)).find((root) => root.rootId === rootId)
      if (stored === undefined) throw new Refusal('certificateNotFound')
      return itemOf(stored)
    },

    deleteTrustedRoot: async ({ actor, params }) => {
      await database.transaction(async (tx) => {
        const subject = await deleteRoot(tx, actor.tenantId, params.id)
        if (subject === undefined) throw new Refusal('certificateNotFound')
        const deed = { action: 'root.distrusted', object: params.id, detail: { subject } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return undefined
    },
  }
}

function itemOf(root: TrustedRoot) {
  const { rootId: id, purpose, source, label, subject, fingerprint, pem } = root
  const notAfter = instant(new Date(root.notAfterMs))
  return {
    id,
    purpose,
    source,
    label,
    subject,
    fingerprint,
    pem,
    notAfter,
    createdAt: instant(new Date(root.createdAtMs)),
  }
}

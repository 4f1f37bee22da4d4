import type { z } from 'zod'
import { type Actor, recordAudit } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import type { Authority } from '../../contract/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../../stations/ids.ts'
import { readAuthorities } from '../authority/est.ts'
import type { CertificateParts } from '../ports.ts'
import { insertRoot } from '../roots.ts'
import {
  type AuthorityName,
  type AuthoritySettings,
  readAuthoritySettings,
  type Stored,
  writeSettings,
} from '../settings.ts'
import { readSigningWork } from '../signing-work.ts'
import { factsOf, type x509 } from '../x509.ts'

type AuthorityHandlers = Pick<Handlers, 'getCertificateAuthority' | 'setCertificateAuthority'>

export function authorityHandlers(parts: CertificateParts): AuthorityHandlers {
  const { database, clock, sealing } = parts
  return {
    getCertificateAuthority: ({ actor, params: { name } }) => readAuthority(parts, { tenantId: actor.tenantId, name }),

    setCertificateAuthority: async ({ actor, params: { name }, body }) => {
      const { tenantId } = actor
      const { password, ...settings } = body
      const before = await readAuthoritySettings(database.kysely, sealing, { tenantId, name })
      const stored = { settings, secret: password === undefined ? before.secret : (password ?? undefined) }
      const authorities = await authoritiesOf(stored)
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        const sealed = password == null ? password : sealing.seal(password)
        await writeSettings(tx, { tenantId, subject: `authority.${name}`, body: settings, sealed, nowMs })
        for (const certificate of authorities) {
          const root = { purpose: name, source: 'external', label: settings.url, certificate } as const
          await insertRoot(tx, { tenantId, rootId: parts.ids.next(), ...root, nowMs })
        }
        await audit(tx, actor, {
          name,
          before: before.settings,
          settings,
          isSecretChanged: password !== undefined,
          nowMs,
        })
      })
      return readAuthority(parts, { tenantId, name })
    },
  }
}

/** A service that cannot be reached now is a mistake in its settings; its roots are trusted from now on. */
async function authoritiesOf({
  settings,
  secret,
}: Stored<AuthoritySettings>): Promise<readonly x509.X509Certificate[]> {
  const { kind, url, username, tlsRoot } = settings
  if (kind === 'local' || url === null) return []
  const read = await readAuthorities({ url, username, tlsRoot, password: secret })
  if (!read.ok) throw new Refusal('authorityUnreachable', { detail: read.reason })
  const roots = read.certificates.filter((one) => one.subject === one.issuer && factsOf(one).isAuthority)
  if (roots.length === 0) throw new Refusal('authorityUnreachable', { detail: 'The service names no root.' })
  return roots
}

async function audit(
  tx: Parameters<typeof recordAudit>[0],
  actor: Actor,
  change: {
    readonly name: AuthorityName
    readonly before: AuthoritySettings
    readonly settings: AuthoritySettings
    readonly isSecretChanged: boolean
    readonly nowMs: number
  },
): Promise<void> {
  const shown = ({ kind, url, organization, validityDays }: AuthoritySettings) => ({
    kind,
    url,
    organization,
    validityDays,
  })
  const changed = { before: shown(change.before), after: shown(change.settings) }
  const detail = { isSecretChanged: change.isSecretChanged }
  const deed = { action: 'certificateAuthority.changed', object: change.name, detail, ...changed }
  await recordAudit(tx, actor, { atMs: change.nowMs, ...deed })
}

/** What is set, and how the work goes. */
async function readAuthority(
  { database, sealing }: CertificateParts,
  key: { readonly tenantId: TenantId; readonly name: AuthorityName },
): Promise<z.infer<typeof Authority>> {
  const { settings, secret } = await readAuthoritySettings(database.kysely, sealing, key)
  const work = await readSigningWork(database.kysely, key)
  return { name: key.name, ...settings, hasPassword: secret !== undefined, ...work }
}

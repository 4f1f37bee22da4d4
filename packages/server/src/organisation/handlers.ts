import { isAllowed, languageFor, patched, recordAudit, trialMail } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import type { Config } from '../config/index.ts'
import type { Organisation, OrganisationPatch } from '../contract/index.ts'
import { type OutboxServices, writeMail } from '../mail/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { readMailServer, readStorage } from './ground.ts'
import { complaintAboutPng, pngBytes } from './logo.ts'
import { readOrganisation, saveOrganisation } from './store.ts'

type OrganisationHandlers = Pick<
  Handlers,
  'getOrganisation' | 'updateOrganisation' | 'getStorage' | 'getMailServer' | 'sendTestMail'
>

export interface OrganisationServices extends OutboxServices {
  readonly database: Database
  readonly clock: Clock
  readonly mailServer: Config['mail']
  readonly storage: { readonly dataDir: string; readonly quotaBytes: number; readonly isEmbedded: boolean }
}

export function organisationHandlers(services: OrganisationServices): OrganisationHandlers {
  const { database, clock, mailServer } = services
  return {
    getOrganisation: ({ actor }) => readOrganisation(database.kysely, actor.tenantId),

    async updateOrganisation({ actor, body }) {
      await database.transaction(async (tx) => {
        const before = await readOrganisation(tx, actor.tenantId)
        assertSound(before, body)
        const nowMs = clock.nowMs()
        await saveOrganisation(tx, actor.tenantId, { patch: body, nowMs })
        const changes = patched(audited(before), audited(body))
        await recordAudit(tx, actor, {
          ...{ atMs: nowMs, action: 'organisation.changed', object: before.name },
          ...changes,
        })
      })
      return readOrganisation(database.kysely, actor.tenantId)
    },

    async getStorage({ actor }) {
      const held = await readStorage(database.kysely, actor.tenantId)
      const { dataDir, quotaBytes, isEmbedded } = services.storage
      const directory = isAllowed(actor, 'tenants.manage') ? dataDir : null
      return { ...held, database: isEmbedded ? 'embedded' : 'external', quotaBytes, directory }
    },
    getMailServer: ({ actor }) => readMailServer(database.kysely, actor.tenantId, mailServer),

    async sendTestMail({ actor, browser: { headers } }) {
      const { email, tenantId } = actor
      if (email === null) throw new Refusal('notPermitted', { detail: 'An API key has no address to send a mail to.' })
      const language = await languageFor(database.kysely, { email, tenantId, headers })
      await database.transaction(async (tx) => {
        const nowMs = clock.nowMs()
        const { name } = await readOrganisation(tx, tenantId)
        const mail = trialMail(language, { organisation: name, askedBy: actor.name })
        await writeMail(tx, services, { tenantId, to: email, ...mail }, nowMs)
        await recordAudit(tx, actor, { atMs: nowMs, action: 'mail.tested', object: email, kind: 'person' })
      })
      return undefined
    },
  }
}

/** What a schema cannot say: the bytes of the logo, and fields that must fit what stands already. */
function assertSound(before: Organisation, patch: OrganisationPatch): void {
  const complaint = typeof patch.logo === 'string' ? complaintAboutPng(pngBytes(patch.logo)) : undefined
  if (complaint !== undefined) throw refused('logo', complaint)
  const defaultLanguage = patch.defaultLanguage === undefined ? before.defaultLanguage : patch.defaultLanguage
  const languages = patch.languages ?? before.languages
  if (defaultLanguage !== null && !languages.includes(defaultLanguage))
    throw refused('defaultLanguage', 'must be one of the languages offered')
}

function refused(field: string, rule: string): Refusal {
  return new Refusal('invalidInput', { errors: [{ field, rule }] })
}

/** The log says that the logo was changed, not its pixels. */
function audited<Fields extends { readonly logo?: string | null | undefined }>(fields: Fields) {
  const { logo, ...rest } = fields
  return logo === undefined ? rest : { ...rest, hasLogo: logo !== null }
}

import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Sealing } from '../platform/sealing.ts'
import { listMails, MailCursor, readMail } from './queries.ts'

export interface OutboxReading {
  readonly database: Database
  readonly sealing: Sealing
  /** A mail server is set. */
  readonly canSend: boolean
}

export function outboxHandlers(services: OutboxReading): Pick<Handlers, 'listOutboxMails' | 'getOutboxMail'> {
  const { database, sealing, canSend } = services
  return {
    async listOutboxMails({ actor, query: { cursor, limit } }) {
      const after = placeAfter(cursor, MailCursor)
      return { ...(await listMails(database.kysely, actor.tenantId, { limit, after })), canSend }
    },
    async getOutboxMail({ actor, params }) {
      const found = await readMail(database.kysely, actor.tenantId, params.id)
      if (found === undefined) throw new Refusal('mailNotFound')
      // What is delivered is for its addressee alone: its link signs the reader in.
      return { ...found.mail, text: canSend ? null : (sealing.open(found.sealedBody) ?? null) }
    },
  }
}

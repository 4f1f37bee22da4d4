import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import type { Config } from '../config/index.ts'
import { RETENTION_BOUNDS } from '../contract/index.ts'
import { backOffMs } from '../platform/back-off.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { Sealing } from '../platform/sealing.ts'

/** How often the outbox is looked at. */
export const DELIVERY_STEP_MS = 2_000
const AT_ONCE = 20
const MINUTE_MS = 60_000
const WAITS = { firstMs: MINUTE_MS, longestMs: 6 * 3_600_000 }
/** Afterwards a mail is given up: its link is long worth nothing. */
const GIVE_UP_MS = 72 * 3_600_000
/** Mails are kept this long, sent or not. */
const KEPT_MS = RETENTION_BOUNDS.mails.most * 86_400_000
/** The mail server's part of a delivery: connecting, greeting, silence. */
const SERVER_MS = 20_000

export interface DeliveryServices {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly sealing: Sealing
  readonly config: Config['mail']
}

interface Due {
  readonly mail_id: string
  readonly to_address: string
  readonly subject: string
  readonly sealed_body: Buffer
  readonly attempts: number
  readonly created_at: Date
  /** What the organisation calls itself; null: the installation's own sender. */
  readonly sender: string | null
}

/** Sends what is due through the mail server of SMTP_URL. Does nothing without one: mails then wait in the outbox. */
export async function deliverMails(services: DeliveryServices): Promise<void> {
  const { config, clock, database } = services
  await database.transaction((tx) => forgetOld(tx, clock.nowMs()))
  if (config.smtpUrl === undefined) return
  const due = await database.transaction((tx) => takeDue(tx, clock.nowMs()))
  if (due.length === 0) return
  const limits = { connectionTimeout: SERVER_MS, greetingTimeout: SERVER_MS, socketTimeout: SERVER_MS }
  const transport = createTransport({
    url: config.smtpUrl.reveal(),
    ...limits,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    for (const mail of due) {
      const error = await sendOne(transport, mail, services)
      await database.transaction((tx) => noteOutcome(tx, mail, { error, nowMs: clock.nowMs() }))
      if (error !== undefined) {
        services.logger.warn({ subsystem: 'mail', to: mail.to_address, reason: error }, 'A mail could not be sent')
      }
    }
  } finally {
    transport.close()
  }
}

/** Takes mails whose turn it is, with a new turn a while later: what dies while sending is tried again. */
async function takeDue(tx: Tx, nowMs: number): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    update outbox_mails set attempts = attempts + 1, next_attempt_at = ${new Date(nowMs + 5 * MINUTE_MS)}
    where mail_id in (
      select mail_id from outbox_mails
      where sent_at is null and next_attempt_at <= ${new Date(nowMs)}
        and created_at > ${new Date(nowMs - GIVE_UP_MS)}
      order by next_attempt_at limit ${AT_ONCE} for update skip locked)
    returning mail_id, to_address, subject, sealed_body, attempts, created_at,
      (select o.name from organisations o where o.tenant_id = outbox_mails.tenant_id) as sender`.execute(tx)
  return rows
}

/** Undefined when the mail server has taken it; otherwise why not. */
async function sendOne(
  transport: ReturnType<typeof createTransport>,
  mail: Due,
  { sealing, config }: DeliveryServices,
): Promise<string | undefined> {
  const text = sealing.open(mail.sealed_body)
  if (text === undefined) return 'The text was sealed under a key that this server does not hold any more.'
  try {
    await transport.sendMail({
      from: senderOf(config.from, mail.sender),
      to: mail.to_address,
      subject: mail.subject,
      text,
    })
    return undefined
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 500)
  }
}

/** The installation's address under the organisation's name. */
function senderOf(from: string, name: string | null) {
  if (name === null) return from
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from
  return { name, address }
}

interface Outcome {
  readonly error: string | undefined
  readonly nowMs: number
}

async function noteOutcome(tx: Tx, mail: Due, { error, nowMs }: Outcome): Promise<void> {
  const now = new Date(nowMs)
  if (error === undefined) {
    await sql`
      update outbox_mails set sent_at = ${now}, next_attempt_at = null, last_error = null
      where mail_id = ${mail.mail_id}`.execute(tx)
    return
  }
  const waitMs = backOffMs(WAITS, mail.attempts)
  const isOver = nowMs + waitMs > mail.created_at.getTime() + GIVE_UP_MS
  await sql`
    update outbox_mails set last_error = ${error}, next_attempt_at = ${isOver ? null : new Date(nowMs + waitMs)}
    where mail_id = ${mail.mail_id}`.execute(tx)
}

async function forgetOld(tx: Tx, nowMs: number): Promise<void> {
  await sql`delete from outbox_mails where created_at < ${new Date(nowMs - KEPT_MS)}`.execute(tx)
}

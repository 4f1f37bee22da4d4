import { writeMail } from '../mail/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import type { Egress } from '../platform/egress/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import { pushToDevices } from './devices.ts'
import { maySee, type Recipient } from './people.ts'
import { noteFailed, noteTold, type Telling } from './tellings.ts'
import type { PushKeys } from './web-push.ts'
import { noticeTexts, readableTime, wordsOf } from './words.ts'

const ANSWER_BYTES = 1_024
/** Of what is told at once this much is spelt out. */
const MOST_LISTED = 50

export interface TellServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly sealing: Sealing
  readonly egress: Egress
  readonly pushKeys: PushKeys
  readonly publicUrl: () => string
}

/** Tells one person by one way. */
export async function tellOne(
  services: TellServices,
  people: readonly Recipient[],
  tellings: readonly Telling[],
): Promise<void> {
  const { database, clock } = services
  const [first] = tellings
  if (first === undefined) return
  const recipient = people.find((one) => one.tenantId === first.tenantId && one.personId === first.personId)
  // Rights may have gone since it was planned.
  const visible = recipient === undefined ? [] : tellings.filter((telling) => maySee(recipient, telling))
  const hidden = tellings.filter((telling) => !visible.includes(telling))
  await database.transaction((tx) => noteTold(tx, hidden, { reached: false }))
  if (recipient === undefined || visible.length === 0) return
  if (first.channel === 'email') {
    await database.transaction(async (tx) => {
      await mail(tx, services, { recipient, tellings: visible })
      await noteTold(tx, visible)
    })
    return
  }
  const failure = await (first.channel === 'push' ? push : post)(services, recipient, visible)
  const nowMs = clock.nowMs()
  await database.transaction((tx) =>
    failure === undefined ? noteTold(tx, visible) : noteFailed(tx, visible, { reason: failure, nowMs }),
  )
}

interface Mailing {
  readonly recipient: Recipient
  readonly tellings: readonly Telling[]
}

async function mail(tx: Tx, services: TellServices, { recipient, tellings }: Mailing): Promise<void> {
  const texts = noticeTexts[recipient.language]
  const all = tellings.map((telling) => ({ telling, words: wordsOf(telling, recipient) }))
  const [first] = all
  if (first === undefined) return
  const base = services.publicUrl()
  const parts = all.slice(0, MOST_LISTED).map(({ telling, words }) => {
    const at = telling.isOver ? (telling.closedAt ?? telling.openedAt) : telling.openedAt
    const when = `${readableTime(at, recipient)} · ${texts.severity[telling.severity]}`
    return [words.title, words.text, when, base + words.path].join('\n')
  })
  const more = all.length > MOST_LISTED ? [texts.notListed(all.length - MOST_LISTED)] : []
  const end = texts.chosen(`${base}/notifications`)
  const subject = all.length === 1 ? first.words.title : texts.andMore(first.words.title, all.length - 1)
  const text = [texts.hello(recipient.name), ...parts, ...more, end].join('\n\n')
  await writeMail(
    tx,
    services,
    { tenantId: recipient.tenantId, to: recipient.email, subject, text },
    services.clock.nowMs(),
  )
}

/** Undefined, or why it failed. */
async function push(
  services: TellServices,
  recipient: Recipient,
  tellings: readonly Telling[],
): Promise<string | undefined> {
  const all = tellings.map((telling) => wordsOf(telling, recipient))
  const [first] = all
  const [telling] = tellings
  if (first === undefined || telling === undefined) return undefined
  const isOne = all.length === 1
  return pushToDevices(services, recipient, {
    title: isOne ? first.title : noticeTexts[recipient.language].andMore(first.title, all.length - 1),
    body: isOne
      ? first.text
      : all
          .slice(1, 4)
          .map(({ title }) => title)
          .join('\n'),
    url: isOne ? first.path : '/',
    tag: isOne ? telling.noticeId : 'several',
    isUrgent: tellings.some(({ severity }) => severity === 'critical'),
  })
}

async function post({ egress, publicUrl }: TellServices, recipient: Recipient, tellings: readonly Telling[]) {
  const { webhookUrl } = recipient.settings
  if (webhookUrl === null) return undefined
  const notifications = tellings.map((telling) => {
    const { title, text, path } = wordsOf(telling, recipient)
    const { kind, severity, openedAt, closedAt, isOver } = telling
    const times = { openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null }
    return {
      id: telling.noticeId,
      kind,
      severity,
      state: isOver ? 'over' : 'open',
      title,
      text,
      url: publicUrl() + path,
      ...times,
    }
  })
  return postNotifications(egress, webhookUrl, notifications)
}

/** Undefined, or why it failed. `text` is what chat programs show. */
export async function postNotifications(
  egress: Egress,
  url: string,
  notifications: readonly { readonly title: string }[],
): Promise<string | undefined> {
  const body = JSON.stringify({ text: notifications.map(({ title }) => title).join('\n'), notifications })
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  const result = await egress.send({ url, method: 'POST', headers, body, maxBytes: ANSWER_BYTES })
  if (result.kind !== 'answered') return result.reason
  return result.status >= 200 && result.status < 300 ? undefined : `It answered ${result.status}.`
}

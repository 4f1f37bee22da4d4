import webPush from 'web-push'
import { z } from 'zod'
import type { Egress } from '../platform/egress/index.ts'

const FILE = 'web-push.json'
const Keys = z.object({ publicKey: z.string(), privateKey: z.string() })
/** A push service gives a browser that is off this long to come back. */
const KEPT_S = 24 * 3_600
const ANSWER_BYTES = 1_024

/** The key pair by which push services know this installation (VAPID, RFC 8292). */
export type PushKeys = z.infer<typeof Keys>

/** Reads the keys of this installation; the first time they are made. */
export function openPushKeys(store: { writeOnce(name: string, content: string): string }): PushKeys {
  return Keys.parse(JSON.parse(store.writeOnce(FILE, JSON.stringify(webPush.generateVAPIDKeys()))))
}

export interface PushDevice {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

export interface PushMessage {
  readonly title: string
  readonly body: string
  readonly url: string
  /** Replaces an earlier notification of the same tag. */
  readonly tag: string
}

export interface PushSending {
  readonly egress: Egress
  readonly keys: PushKeys
  /** Whom a push service can turn to: an https address, or `mailto:`. */
  readonly contact: string
  readonly isUrgent: boolean
}

/** `gone`: the browser has taken its subscription back. */
export type PushOutcome = { readonly kind: 'sent' | 'gone' } | { readonly kind: 'failed'; readonly reason: string }

/** Sends a message that only the browser can read (RFC 8291). */
export async function sendPush(
  { endpoint, p256dh, auth }: PushDevice,
  message: PushMessage,
  { egress, keys, contact, isUrgent }: PushSending,
): Promise<PushOutcome> {
  const details = prepare()
  if (typeof details === 'string') return { kind: 'failed', reason: details }
  const headers = Object.fromEntries(Object.entries(details.headers).map(([name, value]) => [name, String(value)]))
  const body = new Uint8Array(details.body ?? [])
  const result = await egress.send({ url: endpoint, method: 'POST', headers, body, maxBytes: ANSWER_BYTES })
  if (result.kind !== 'answered') return { kind: 'failed', reason: result.reason }
  if (result.status === 404 || result.status === 410) return { kind: 'gone' }
  if (result.status >= 200 && result.status < 300) return { kind: 'sent' }
  return { kind: 'failed', reason: `The push service answered ${result.status}.` }

  function prepare() {
    try {
      return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), {
        vapidDetails: { subject: contact, ...keys },
        TTL: KEPT_S,
        urgency: isUrgent ? 'high' : 'normal',
        contentEncoding: 'aes128gcm',
      })
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}

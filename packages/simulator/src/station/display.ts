import type { DisplayMessage } from '@stationmaster/ocpp'
import type { StationContext } from './context.ts'

/** What a station's display holds: messages by id, and what drivers are told of prices. */
export interface Display {
  readonly messages: Map<number, DisplayMessage>
  /** Cost so far, or at the end. Key: transaction id. */
  readonly costs: Map<string, { readonly cost: number; readonly text?: string }>
  /** Price for one driver. Key: token. */
  readonly prices: Map<string, string>
  /** EVSEs that somebody pays for on the web, until then (ms). */
  readonly webPayments: Map<number, number>
}

export function createDisplay(): Display {
  return { messages: new Map(), costs: new Map(), prices: new Map(), webPayments: new Map() }
}

const MOST_MESSAGES = 20
const FORMATS: ReadonlySet<string> = new Set(['ASCII', 'UTF8', 'URI', 'QRCODE'])
const LANGUAGES: ReadonlySet<string> = new Set(['en', 'de'])

type SetOutcome = 'Accepted' | 'NotSupportedMessageFormat' | 'Rejected' | 'UnknownTransaction' | 'LanguageNotSupported'

/** Takes a message (2.x O01, O02, O06); the same id replaces. */
export function setMessage(station: StationContext, message: DisplayMessage): SetOutcome {
  const { messages } = station.display
  expireMessages(station)
  const contents = [message.message, ...(message.messageExtra ?? [])]
  if (contents.some(({ format }) => !FORMATS.has(format))) return 'NotSupportedMessageFormat'
  // 2.1 O01.FR.18; 2.0.1 has no such word and gets the message shown in whatever language it has.
  const isForeign = contents.every(({ language }) => language !== undefined && !LANGUAGES.has(language.slice(0, 2)))
  if (station.protocol.version === '2.1' && isForeign) return 'LanguageNotSupported'
  const { transactionId } = message
  if (transactionId !== undefined && !isRunning(station, transactionId)) return 'UnknownTransaction'
  if (!messages.has(message.id) && messages.size >= MOST_MESSAGES) return 'Rejected'
  messages.set(message.id, message)
  return 'Accepted'
}

/** The messages that are there and match. */
export function messagesOf(
  station: StationContext,
  filter: { readonly id?: readonly number[]; readonly priority?: string; readonly state?: string },
): readonly DisplayMessage[] {
  expireMessages(station)
  return [...station.display.messages.values()].filter(
    (message) =>
      (filter.id === undefined || filter.id.includes(message.id)) &&
      (filter.priority === undefined || filter.priority === message.priority) &&
      (filter.state === undefined || filter.state === message.state),
  )
}

/** Messages go with their end and with their transaction (O02.FR.03, O06). */
function expireMessages(station: StationContext): void {
  const nowMs = station.scheduler.now()
  for (const [id, { endDateTime, transactionId }] of station.display.messages) {
    const isOver = endDateTime !== undefined && Date.parse(endDateTime) <= nowMs
    if (isOver || (transactionId !== undefined && !isRunning(station, transactionId)))
      station.display.messages.delete(id)
  }
}

export function isRunning(station: StationContext, transactionId: string): boolean {
  return station.evses.some((evse) => evse.session?.record.transactionId === transactionId)
}

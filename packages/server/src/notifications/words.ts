import type { z } from 'zod'
import {
  BookingNotice,
  type ConsoleLanguage,
  eventData,
  type NoticeKind,
  type Severity,
  WorkOrderNotice,
} from '../contract/index.ts'
import { replaceControls } from '../platform/escape-controls.ts'
import { ar } from './words/ar.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { it } from './words/it.ts'
import { nl } from './words/nl.ts'
import type { NoticeTexts } from './words/notice-texts.ts'
import { pl } from './words/pl.ts'

/** What is said of notices, by language. */
export const noticeTexts: Readonly<Record<ConsoleLanguage, NoticeTexts>> = { en, de, fr, es, it, nl, pl, ar }

/** Whom something is told, as far as words go. */
export interface Reader {
  readonly language: ConsoleLanguage
  readonly timeZone: string
}

/** What there is to say, in a line and a sentence. Plain text: what stations say of themselves is in it. */
export interface Words {
  readonly title: string
  readonly text: string
  /** Where in the console to look. */
  readonly path: string
}

/** A notice as it is told. */
export interface ToldNotice {
  readonly kind: NoticeKind
  readonly severity: Severity
  readonly data: unknown
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly returns: number
  readonly isOver: boolean
}

interface Manner {
  readonly texts: NoticeTexts
  readonly isOver: boolean
  /** A moment by the reader's clock. */
  readonly at: (moment: string) => string
}
type Say = (data: unknown, manner: Manner) => Words | undefined

/** A notice carries the data of the event that has opened it. Undefined: another version of the program has stored it. */
function say<Data extends z.ZodType>(schema: Data, words: (data: z.output<Data>, manner: Manner) => Words): Say {
  return (data, manner) => {
    const read = schema.safeParse(data)
    return read.success ? words(read.data, manner) : undefined
  }
}

const stationPath = (id: string | null) => (id === null ? '/' : `/stations/${encodeURIComponent(id)}`)

const WORDS: Readonly<Record<NoticeKind, Say>> = {
  stationOffline: say(eventData['station.offline'], ({ stationId, lastSeenAt }, { texts, isOver, at }) => ({
    title: isOver ? texts.onlineAgain(stationId) : texts.offline(stationId),
    text: isOver ? texts.hasConnected : lastSeenAt === null ? texts.neverSeen : texts.lastSeen(at(lastSeenAt)),
    path: stationPath(stationId),
  })),
  stationFaulted: say(eventData['station.faulted'], ({ stationId, faults }, { texts, isOver }) => ({
    title: isOver ? texts.worksAgain(stationId) : texts.faulted(stationId),
    text: isOver
      ? texts.noFault
      : faults
          .map(({ evseId, connectorId, errorCode, info }) =>
            texts.connector(
              `${evseId}/${connectorId}`,
              `${errorCode ?? 'Faulted'}${info === null ? '' : ` (${info})`}`,
            ),
          )
          .join('\n'),
    path: stationPath(stationId),
  })),
  commandRunFailed: say(eventData['commandRun.finished'], ({ runId, kind, stations, failed }, { texts }) => ({
    title: texts.runFailed(failed, stations),
    text: texts.command(kind),
    path: `/runs/${runId}`,
  })),
  stationWaiting: say(eventData['station.waiting'], ({ stationId, vendor, model }, { texts }) => ({
    title: texts.waiting(stationId),
    text: [vendor, model].filter((part) => part !== null).join(' ') || texts.unknownModel,
    path: '/waiting',
  })),
  sessionDoubtful: say(eventData['session.doubtful'], ({ sessionId, stationId, flags }, { texts }) => ({
    title: texts.doubtful(stationId),
    text: texts.doubts(flags.join(', ')),
    path: `/sessions/${sessionId}`,
  })),
  certificateExpiring: say(eventData['certificate.expiring'], ({ stationId, name, notAfter }, { texts, at }) => ({
    title: stationId === null ? texts.rootExpires : texts.certificateExpires(stationId),
    text: texts.validUntil(name, at(notAfter)),
    path: stationId === null ? '/certificates' : stationPath(stationId),
  })),
  securityEvent: say(eventData['security.event'], ({ stationId, type, detail }, { texts }) => ({
    title: texts.security(type, stationId),
    text: detail ?? texts.noDetails,
    path: '/security',
  })),
  webhookDisabled: say(eventData['webhook.disabled'], ({ name, reason }, { texts }) => ({
    title: texts.webhookDisabled(name),
    text: reason,
    path: '/integrations',
  })),
  dataRefused: say(eventData['data.refused'], ({ stationId, rows, table }, { texts }) => ({
    title: texts.rowsRefused(rows, stationId),
    text: texts.table(table),
    path: stationPath(stationId),
  })),
  workOrder: say(WorkOrderNotice, (order, { texts, at }) => ({
    title: texts.work[order.change](order.number, order.stationId),
    text: [
      texts.workWhen(at(order.from), at(order.until)),
      order.place,
      order.evseId === null ? order.cause : texts.connector(String(order.evseId), order.cause),
      order.note,
    ]
      .filter((line) => line !== null && line !== '')
      .join('\n'),
    path: `/work-orders/${order.orderId}`,
  })),
  bookingRequested: say(BookingNotice, ({ siteName, from, until }, { texts, at }) => ({
    title: texts.bookingRequested(siteName),
    text: texts.workWhen(at(from), at(until)),
    path: '/bookings?state=requested',
  })),
}

/** Puts a notice into words. What a station has said is cut and freed of control characters. */
export function wordsOf({ kind, data, returns, isOver }: ToldNotice, reader: Reader): Words {
  const texts = noticeTexts[reader.language]
  const manner = { texts, isOver, at: (moment: string) => readableTime(new Date(moment), reader) }
  const { title, text, path } = WORDS[kind](plain(data), manner) ?? { title: kind, text: '', path: '/' }
  const often = returns > 0 ? ` ${texts.often(returns + 1)}` : ''
  return { title: title.slice(0, 150), text: text.slice(0, 1000) + often, path }
}

/** A moment as the reader writes it, with the name of the clock it is by. */
export function readableTime(at: Date, { language, timeZone }: Reader): string {
  // Arabic too is read with the digits that stand on meters.
  return new Intl.DateTimeFormat(language === 'ar' ? 'ar-u-nu-latn' : language, {
    ...({ day: 'numeric', month: 'short', year: 'numeric' } as const),
    ...({ hour: '2-digit', minute: '2-digit', timeZoneName: 'short', hourCycle: 'h23', timeZone } as const),
  }).format(at)
}

/** The same without control characters, marks that turn the way of writing among them. */
function plain(data: unknown): unknown {
  const strip = (_: string, value: unknown) => (typeof value === 'string' ? replaceControls(value, () => '') : value)
  return JSON.parse(JSON.stringify(data ?? null), strip)
}

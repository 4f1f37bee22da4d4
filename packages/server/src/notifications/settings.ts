import { sql } from 'kysely'
import { z } from 'zod'
import {
  CHANNELS,
  type Channel,
  NOTICE_KINDS,
  type NoticeKind,
  NotificationSettings,
  SEVERITIES,
  type Severity,
  type Threshold,
} from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'

type Rules = NotificationSettings['rules']

/** Rare, and nobody else sees them: these are mailed to whoever may act on them, unless they choose otherwise. */
/** Work of one's own: whoever is sent has to hear of it. */
const ALWAYS_TOLD: ReadonlySet<NoticeKind> = new Set(['workOrder'])
const MAILED_BY_DEFAULT: ReadonlySet<NoticeKind> = new Set(['webhookDisabled', 'dataRefused', 'certificateExpiring'])

export const DEFAULT_SETTINGS: NotificationSettings = {
  rules: rulesOf((kind, channel) => defaultThreshold(kind, channel)),
  offlineAfterMinutes: 5,
  timeZone: 'UTC',
  quietHours: null,
  digest: 'off',
  dailyAt: '08:00',
  webhookUrl: null,
}

function defaultThreshold(kind: NoticeKind, channel: Channel): Threshold {
  if (ALWAYS_TOLD.has(kind) && channel !== 'webhook') return 'info'
  return channel === 'email' && MAILED_BY_DEFAULT.has(kind) ? 'warning' : 'never'
}

function rulesOf(threshold: (kind: NoticeKind, channel: Channel) => Threshold): Rules {
  const row = (kind: NoticeKind): Record<Channel, Threshold> => ({
    email: threshold(kind, 'email'),
    push: threshold(kind, 'push'),
    webhook: threshold(kind, 'webhook'),
  })
  return {
    stationOffline: row('stationOffline'),
    stationFaulted: row('stationFaulted'),
    commandRunFailed: row('commandRunFailed'),
    stationWaiting: row('stationWaiting'),
    sessionDoubtful: row('sessionDoubtful'),
    certificateExpiring: row('certificateExpiring'),
    securityEvent: row('securityEvent'),
    webhookDisabled: row('webhookDisabled'),
    dataRefused: row('dataRefused'),
    workOrder: row('workOrder'),
    bookingRequested: row('bookingRequested'),
  }
}

/** The ways by which somebody wants to be told of a notice. */
export function channelsOf(settings: NotificationSettings, kind: NoticeKind, severity: Severity): readonly Channel[] {
  return CHANNELS.filter((channel) => {
    const threshold = settings.rules[kind][channel]
    return threshold !== 'never' && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold)
  })
}

/** A time zone that is not taken any more undoes no other choice. */
const StoredSettings = NotificationSettings.extend({
  /** Kinds that are newer than the choice are told as to everybody. */
  rules: z.preprocess(withNewKinds, NotificationSettings.shape.rules),
  timeZone: NotificationSettings.shape.timeZone.catch(DEFAULT_SETTINGS.timeZone),
})

function withNewKinds(stored: unknown): unknown {
  return typeof stored === 'object' && stored !== null ? { ...DEFAULT_SETTINGS.rules, ...stored } : stored
}

/** Reads what is stored. What an older or newer program has stored in another form counts as nothing chosen. */
export function settingsOf(stored: unknown): NotificationSettings {
  return StoredSettings.safeParse(stored).data ?? DEFAULT_SETTINGS
}

/** What a person has chosen; undefined when nothing. */
export async function readSettings(
  db: Db,
  tenantId: number,
  personId: string,
): Promise<NotificationSettings | undefined> {
  const { rows } = await sql<{ settings: unknown }>`
    select settings from notification_settings where tenant_id = ${tenantId} and person_id = ${personId}`.execute(db)
  const [row] = rows
  return row && settingsOf(row.settings)
}

export function isNoticeKind(kind: string): kind is NoticeKind {
  return NOTICE_KINDS.some((one) => one === kind)
}

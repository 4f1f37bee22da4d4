import { z } from 'zod'
import { label, Timestamp, TimeZone, Uuid } from './primitives.ts'

/** What people can be told of. */
export const NOTICE_KINDS = [
  'stationOffline',
  'stationFaulted',
  'commandRunFailed',
  'stationWaiting',
  'sessionDoubtful',
  'certificateExpiring',
  'securityEvent',
  'webhookDisabled',
  'dataRefused',
  'workOrder',
  'bookingRequested',
] as const
export const NoticeKind = z.enum(NOTICE_KINDS)
export type NoticeKind = z.infer<typeof NoticeKind>

export const SEVERITIES = ['info', 'warning', 'critical'] as const
export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

export const CHANNELS = ['email', 'push', 'webhook'] as const
export const Channel = z.enum(CHANNELS)
export type Channel = z.infer<typeof Channel>

/** From which severity on; `never`: not at all. */
const Threshold = z.enum(['never', ...SEVERITIES])
export type Threshold = z.infer<typeof Threshold>
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:30')

export const NotificationSettings = z.strictObject({
  rules: z.record(NoticeKind, z.record(Channel, Threshold)),
  /** Minutes that a station is away before anybody is told. */
  offlineAfterMinutes: z.int().min(1).max(1440),
  /** IANA name, such as Europe/Berlin; quiet hours and the daily digest go by it. */
  timeZone: TimeZone,
  quietHours: z
    .strictObject({
      from: TimeOfDay,
      to: TimeOfDay,
      /** Whether what is critical is told all the same. */
      criticalPasses: z.boolean(),
    })
    .refine(({ from, to }) => from !== to, { path: ['to'], error: 'must be another time than from' })
    .nullable(),
  /** Mails that are not critical are gathered; `dailyAt` is for `daily`. */
  digest: z.enum(['off', 'hourly', 'daily']),
  dailyAt: TimeOfDay,
  /** Gets a JSON document for each notification; https, and not into an internal network. */
  webhookUrl: z.string().trim().min(1).max(2000).nullable(),
})
export type NotificationSettings = z.infer<typeof NotificationSettings>

/** `chosen`: false while the person has chosen nothing and the settings are those that everybody starts with. */
export const MyNotifications = z.strictObject({
  settings: NotificationSettings,
  chosen: z.boolean(),
  /** Whether this installation can send mails. */
  canSendMail: z.boolean(),
  /** The public key that browsers subscribe with (VAPID). */
  pushKey: z.string(),
  devices: z.array(
    z.strictObject({
      id: Uuid,
      name: z.string(),
      createdAt: Timestamp,
      lastSentAt: Timestamp.nullable(),
      lastError: z.string().nullable(),
    }),
  ),
})
export type MyNotifications = z.infer<typeof MyNotifications>

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/, 'must be base64url')
/** What is said of a request for a place. Who asks is not in it: that is forgotten in one place. */
export const BookingNotice = z.strictObject({
  bookingId: Uuid,
  siteName: z.string(),
  from: Timestamp,
  until: Timestamp,
})

/** What is said of a work order to whoever is sent, or need not go any more. */
export const WorkOrderNotice = z.strictObject({
  change: z.enum(['sent', 'rescheduled', 'cancelled']),
  orderId: Uuid,
  number: z.int(),
  stationId: z.string(),
  evseId: z.int().nullable(),
  place: z.string(),
  cause: z.string(),
  from: Timestamp,
  until: Timestamp,
  note: z.string().nullable(),
})

/** What a browser's PushSubscription gives, by toJSON. */
export const PushDeviceInput = z.strictObject({
  name: label(100),
  subscription: z.object({
    endpoint: z.url().max(2000),
    keys: z.object({ p256dh: Base64Url.min(80).max(100), auth: Base64Url.min(20).max(40) }),
  }),
})

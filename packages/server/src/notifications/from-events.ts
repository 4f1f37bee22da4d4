import type { EventType, NoticeKind, Severity } from '../contract/index.ts'
import type { StoredEvent } from '../events/index.ts'

/** What an event means to people. */
export type Meaning =
  /** Something that lasts begins; or `isMoment`: it has just happened, and has no end to tell. */
  | {
      readonly kind: 'opens'
      readonly notice: NoticeKind
      readonly subject: string
      readonly severity: Severity
      readonly isMoment: boolean
    }
  | { readonly kind: 'closes'; readonly notice: NoticeKind; readonly subject: string }

const DAY_MS = 86_400_000
/** A certificate is critical this long before its end. */
const LAST_MS = 3 * DAY_MS

/** Events that mean something to people; the others are not asked for. */
export const MEANT: ReadonlySet<EventType> = new Set<EventType>([
  ...(['station.online', 'station.offline', 'station.faulted', 'station.recovered', 'station.waiting'] as const),
  ...(['session.doubtful', 'commandRun.finished', 'security.event', 'certificate.expiring'] as const),
  ...(['data.refused', 'webhook.disabled'] as const),
])

/** What people are told when this happens; undefined: nothing. */
export function meaningOf(event: StoredEvent): Meaning | undefined {
  const station = String(event.stationKey)
  switch (event.type) {
    case 'station.offline':
      return lasts('stationOffline', station, 'warning')
    case 'station.online':
      return { kind: 'closes', notice: 'stationOffline', subject: station }
    case 'station.faulted':
      return lasts('stationFaulted', station, 'critical')
    case 'station.recovered':
      return { kind: 'closes', notice: 'stationFaulted', subject: station }
    case 'station.waiting':
      return moment('stationWaiting', event.data.stationId, 'info')
    case 'session.doubtful':
      return moment('sessionDoubtful', event.data.sessionId, 'info')
    case 'commandRun.finished':
      return event.data.failed === 0 ? undefined : moment('commandRunFailed', event.data.runId, 'warning')
    case 'security.event':
      return moment('securityEvent', `${station} ${event.data.type}`, event.data.critical ? 'critical' : 'info')
    case 'certificate.expiring': {
      const isNear = Date.parse(event.data.notAfter) - event.atMs < LAST_MS
      return moment('certificateExpiring', `${station} ${event.data.name}`, isNear ? 'critical' : 'warning')
    }
    case 'data.refused':
      return moment('dataRefused', station, 'warning')
    case 'webhook.disabled':
      return moment('webhookDisabled', event.data.webhookId, 'warning')
    default:
      return undefined
  }
}

function lasts(notice: NoticeKind, subject: string, severity: Severity): Meaning {
  return { kind: 'opens', notice, subject, severity, isMoment: false }
}

function moment(notice: NoticeKind, subject: string, severity: Severity): Meaning {
  return { kind: 'opens', notice, subject, severity, isMoment: true }
}

import { flag, integer } from '../parsers.ts'
import type { Setting } from './setting.ts'

/** What accepted stations are told, asked and remembered by. */
export const stations = {
  HEARTBEAT_INTERVAL_S: {
    description: 'heartbeat interval given to stations, spread by 20 %',
    default: '300',
    parser: integer(1, 86_400),
  },
  STATION_ACTIVE_SESSIONS: {
    description: 'active sessions of one station held in memory; more are read back from the database when spoken of',
    default: '128',
    parser: integer(1, 65_536),
  },
  OPEN_SESSION_ASK_AFTER_S: {
    description:
      'seconds an online 2.x station may stay silent about a session that lacks events before it is asked about it',
    default: '900',
    parser: integer(1, 86_400),
  },
  BOOKING_HOLD_MINUTES: {
    description: 'minutes before the beginning of an approved booking at which its place is held at the station',
    default: '15',
    parser: integer(1, 240),
  },
  BOOKING_GRACE_MINUTES: {
    description: 'minutes after its beginning for which the place of a booking is held for somebody who is late',
    default: '20',
    parser: integer(1, 240),
  },
  SECURITY_EVENTS_PER_DAY: {
    description:
      'security events of one station kept in a day, and as many critical ones besides; more are counted, and stay in the timeline',
    default: '1000',
    parser: integer(1, 1_000_000),
  },
  SETTLEMENTS_PER_DAY: {
    description: 'settlements of one station kept in a day; more stay in the timeline, and are a security event',
    default: '5000',
    parser: integer(1, 1_000_000),
  },
  SETTLEMENT_RETENTION_DAYS: {
    description: 'days settlements are kept; 0 for ever',
    default: '0',
    parser: integer(0, 36_500),
  },
  STATION_DEVICE_VARIABLES: {
    description: 'variables kept of one station; of more the oldest go',
    default: '20000',
    parser: integer(100, 1_000_000),
  },
  PROTECTIVE_SETTINGS: {
    description:
      'set retries and pings of accepted stations so that no report is lost (template "Protective settings")',
    default: 'on',
    parser: flag(),
  },
  CONFIGURATION_SETTLE_S: {
    description: 'seconds after connecting before the configuration of a station is compared with its templates',
    default: '20',
    parser: integer(0, 3600),
  },
  CONFIGURATIONS_PER_SECOND: {
    description: 'most stations whose configuration begins to be compared in a second',
    default: '10',
    parser: integer(0, 10_000),
  },
} as const satisfies Record<string, Setting>

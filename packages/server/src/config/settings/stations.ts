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

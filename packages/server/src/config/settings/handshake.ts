import { integer, word } from '../parsers.ts'
import type { Setting } from './setting.ts'

const MINUTE_MS = 60_000

/** Who may open a station socket, and how often. */
export const handshake = {
  UNKNOWN_STATIONS: {
    description:
      'quarantine shows unknown stations in the console for approval, refuse answers them like a wrong password (401)',
    default: 'quarantine',
    parser: word(['quarantine', 'refuse']),
  },
  QUARANTINE_LIMIT: {
    description: 'most unknown stations remembered for one tenant; the longest silent one makes room',
    default: '10000',
    parser: integer(1, 1_000_000),
  },
  QUARANTINE_INTERVAL_S: {
    description: 'seconds a station that waits for approval is told to wait before it asks again',
    default: '300',
    parser: integer(1, 86_400),
  },
  HANDSHAKES_PER_SECOND: {
    description: 'station connections accepted per second, before any work for them',
    default: '2000',
    parser: integer(1, 1_000_000),
  },
  HANDSHAKE_BURST: {
    description: 'station connections accepted at once after a quiet time',
    default: '4000',
    parser: integer(1, 1_000_000),
  },
  HANDSHAKES_PER_ADDRESS: {
    description: 'station connections accepted per second from one address',
    default: '2000',
    parser: integer(1, 1_000_000),
  },
  SOCKETS_PER_ADDRESS: {
    description: 'station sockets open at once from one address',
    default: '20000',
    parser: integer(1, 1_000_000),
  },
  AUTH_FAILURES_PER_MINUTE: {
    description: 'wrong credentials per minute, per address and per station, before the back-off',
    default: '10',
    parser: integer(1, 100_000),
  },
  AUTH_BACKOFF_S: {
    description: 'seconds an address is refused after too many wrong credentials',
    default: '900',
    parser: integer(1, 86_400),
  },
  HEADER_TIMEOUT_MS: {
    description: 'longest time a client may take to send its request headers',
    default: '10000',
    parser: integer(100, 30_000),
  },
  UPGRADE_TIMEOUT_MS: {
    description: 'longest time between request headers and open socket',
    default: '5000',
    parser: integer(100, 10 * MINUTE_MS),
  },
} as const satisfies Record<string, Setting>

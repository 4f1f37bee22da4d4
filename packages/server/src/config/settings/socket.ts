import { flag, integer } from '../parsers.ts'
import type { Setting } from './setting.ts'

const MINUTE_MS = 60_000
const MIB = 1_048_576

/** Limits and deadlines of an open station socket. */
export const socket = {
  STATION_MAX_FRAME_BYTES: {
    description: 'largest message accepted from a station, after decompression',
    default: '65536',
    parser: integer(1024, 64 * MIB),
  },
  STATION_MAX_FRAGMENTS: {
    description: 'most WebSocket fragments of one message',
    default: '256',
    parser: integer(1, 65_536),
  },
  STATION_MAX_DEPTH: {
    description: 'deepest nesting of JSON in one message',
    default: '32',
    parser: integer(4, 32),
  },
  STATION_RATE_PER_SECOND: {
    description:
      'messages per second one station may send for long; reports of energy go at the pace of the database instead',
    default: '20',
    parser: integer(1, 1_000_000),
  },
  STATION_RATE_BURST: {
    description: 'messages one station may send at once after a quiet time',
    default: '60',
    parser: integer(1, 1_000_000),
  },
  STATION_QUEUE_FRAMES: {
    description: 'messages of one station that may wait before its socket is paused',
    default: '32',
    parser: integer(1, 65_536),
  },
  STATION_QUEUE_BYTES: {
    description: 'bytes of one station that may wait before its socket is paused',
    default: '262144',
    parser: integer(1024, 256 * MIB),
  },
  STATION_INBOX: {
    description:
      'reports of one station that may wait to be worked into tables of their own before its socket is paused',
    default: '1000',
    parser: integer(1, 1_000_000),
  },
  SILENT_SOCKET_TIMEOUT_MS: {
    description: 'longest time from open socket to first message',
    default: '120000',
    parser: integer(1000, 60 * MINUTE_MS),
  },
  PING_INTERVAL_MS: {
    description: 'time between WebSocket pings to a station',
    default: '30000',
    parser: integer(1000, 60 * MINUTE_MS),
  },
  PING_MISSED: {
    description: 'unanswered pings after which a socket is dead',
    default: '2',
    parser: integer(1, 100),
  },
  CALL_TIMEOUT_MS: {
    description: 'time a station has to answer a call of ours',
    default: '30000',
    parser: integer(100, 60 * MINUTE_MS),
  },
  COMPRESSION: {
    description: 'offer per-message compression to stations, within a memory cap',
    default: 'on',
    parser: flag(),
  },
} as const satisfies Record<string, Setting>

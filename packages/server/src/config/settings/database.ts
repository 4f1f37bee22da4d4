import { integer, postgresUrl } from '../parsers.ts'
import type { Setting } from './setting.ts'

const MINUTE_MS = 60_000

/** Where the data lies, and how long it is kept. */
export const database = {
  DATABASE_URL: {
    description: 'PostgreSQL 15 or newer to use instead of the embedded one',
    default: undefined,
    parser: postgresUrl(),
    secret: true,
  },
  DATABASE_POOL_SIZE: {
    description: 'most database connections held by this process',
    default: '16',
    parser: integer(4, 500),
  },
  STATEMENT_TIMEOUT_MS: {
    description: 'longest time one database statement may take',
    default: '15000',
    parser: integer(100, 60 * MINUTE_MS),
  },
  DATABASE_DOWN_GRACE_MS: {
    description: 'time the database may be away before station sockets are closed, so that stations keep their queues',
    default: '3000',
    parser: integer(0, 10 * MINUTE_MS),
  },
  FRAME_RETENTION_DAYS: {
    description: 'days raw station frames are kept; 0 keeps them for ever',
    default: '30',
    parser: integer(0, 36_500),
  },
  METER_RETENTION_DAYS: {
    description: 'days meter samples are kept; 0 keeps them for ever',
    default: '0',
    parser: integer(0, 36_500),
  },
} as const satisfies Record<string, Setting>

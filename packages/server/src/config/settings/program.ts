import { integer, secret, text, word } from '../parsers.ts'
import type { Setting } from './setting.ts'

const MINUTE_MS = 60_000

/** The program itself. */
export const program = {
  MODE: {
    description: 'production refuses a database that can lose acknowledged data',
    default: 'production',
    parser: word(['production', 'development']),
  },
  DATA_DIR: {
    description: 'folder of the embedded database and other local state',
    default: './data',
    parser: text(),
  },
  LOG_LEVEL: {
    description: 'least serious log line that is written: trace, debug, info, warn, error or fatal',
    default: 'info',
    parser: word(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
  },
  BOOTSTRAP_API_KEY: {
    description: 'owner API key to create at first start, for automation; at least 16 characters',
    default: undefined,
    parser: secret(16),
    secret: true,
  },
  DRAIN_TIMEOUT_MS: {
    description: 'longest time a stopping server waits for work in flight',
    default: '10000',
    parser: integer(0, 10 * MINUTE_MS),
  },
} as const satisfies Record<string, Setting>

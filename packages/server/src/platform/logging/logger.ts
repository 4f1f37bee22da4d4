import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'
import pretty from 'pino-pretty'

/** The logging interface of the program: structured fields first, then a fixed sentence. */
export type Logger = PinoLogger

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

const SECRET_FIELDS = [
  'password',
  'passwordHash',
  'secret',
  'token',
  'apiKey',
  'key',
  'authorization',
  'cookie',
  'Authorization',
  'AuthorizationKey',
  'BasicAuthPassword',
  'connectionString',
]

/** Paths that pino blanks: each secret field at the top, one and two levels down, and the HTTP headers that carry one. */
const REDACTED_PATHS = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]).concat(
  'req.headers["set-cookie"]',
  'res.headers["set-cookie"]',
  'req.headers["x-api-key"]',
)

/**
 * Makes the root logger. Subsystems take `logger.child({ subsystem: 'gateway' })`.
 * Lines are JSON, or readable text when `readable` is set. Lines with the same fields always look the same,
 * because text from outside is only ever a field.
 */
export function createLogger(options: { level: LogLevel; readable: boolean; destination?: DestinationStream }): Logger {
  const destination =
    options.destination ??
    (options.readable
      ? pretty({ sync: true, translateTime: 'HH:MM:ss.l', ignore: 'pid,hostname,subsystem', messageFormat })
      : pino.destination({ dest: 1, sync: true }))
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED_PATHS, censor: '[secret]' },
    },
    destination,
  )
}

function messageFormat(line: Record<string, unknown>, messageKey: string): string {
  const subsystem = line['subsystem']
  const message = String(line[messageKey])
  return typeof subsystem === 'string' ? `${subsystem}: ${message}` : message
}

/** A logger that writes nothing. */
export const silentLogger: Logger = pino({ level: 'silent' })

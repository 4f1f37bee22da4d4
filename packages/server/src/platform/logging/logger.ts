import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'
import pretty from 'pino-pretty'
import { escapeControls, replaceControls } from '../escape-controls.ts'

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
 * because text from outside is only ever a field, and nothing in it commands a terminal or turns a line around.
 */
export function createLogger(options: { level: LogLevel; readable: boolean; destination?: DestinationStream }): Logger {
  const { level, readable, destination } = options
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED_PATHS, censor: '[secret]' },
      hooks: { streamWrite: readable ? escapeForReader : escapeControls },
    },
    readable ? readableLines(destination) : (destination ?? pino.destination({ dest: 1, sync: true })),
  )
}

function readableLines(destination: DestinationStream | undefined): DestinationStream {
  const format = { translateTime: 'HH:MM:ss.l', ignore: 'pid,hostname,subsystem', messageFormat }
  return pretty({ ...format, ...(destination === undefined ? { sync: true } : { destination }) })
}

/** Of a line of JSON that is read before it is written out: once more escaped, so that it is written as it is here. */
function escapeForReader(line: string): string {
  return replaceControls(line, (character) => escapeControls(character).replaceAll('\\', '\\\\'))
}

function messageFormat(line: Record<string, unknown>, messageKey: string): string {
  const subsystem = line['subsystem']
  const message = String(line[messageKey])
  return typeof subsystem === 'string' ? `${subsystem}: ${message}` : message
}

/** A logger that writes nothing. */
export const silentLogger: Logger = pino({ level: 'silent' })

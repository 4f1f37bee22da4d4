import type { z } from 'zod'
import {
  flag,
  headerName,
  integer,
  ipv4Address,
  networks,
  origin,
  origins,
  portRange,
  postgresUrl,
  secret,
  text,
  word,
} from './parsers.ts'

/** One setting: how it is named, explained, defaulted (as text, through the same parser) and parsed. */
interface Setting {
  readonly group: string
  readonly description: string
  /** `undefined` means "not set". */
  readonly default: string | undefined
  readonly parser: z.ZodType<unknown, string>
  /** Secrets may come from a file named by `NAME_FILE` and are never shown. */
  readonly secret?: true
}

const MINUTE_MS = 60_000
const MIB = 1_048_576

const program = {
  MODE: {
    group: 'Program',
    description: 'production refuses a database that can lose acknowledged data',
    default: 'production',
    parser: word(['production', 'development']),
  },
  DATA_DIR: {
    group: 'Program',
    description: 'folder of the embedded database and other local state',
    default: './data',
    parser: text(),
  },
  LOG_LEVEL: {
    group: 'Program',
    description: 'least serious log line that is written: trace, debug, info, warn, error or fatal',
    default: 'info',
    parser: word(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
  },
  BOOTSTRAP_API_KEY: {
    group: 'Program',
    description: 'owner API key to create at first start, for automation; at least 16 characters',
    default: undefined,
    parser: secret(16),
    secret: true,
  },
  DRAIN_TIMEOUT_MS: {
    group: 'Program',
    description: 'longest time a stopping server waits for work in flight',
    default: '10000',
    parser: integer(0, 10 * MINUTE_MS),
  },
} as const satisfies Record<string, Setting>

const http = {
  PORT: {
    group: 'HTTP',
    description: 'port for stations, API and console; 0 takes a free one',
    default: '8080',
    parser: integer(0, 65_535),
  },
  HOST: {
    group: 'HTTP',
    description: 'address to listen on; 0.0.0.0 for every interface',
    default: '127.0.0.1',
    parser: text(),
  },
  PUBLIC_URL: {
    group: 'HTTP',
    description: 'address under which browsers and stations reach this server',
    default: undefined,
    parser: origin(),
  },
  TLS_CERT_FILE: {
    group: 'HTTP',
    description: 'PEM file with the certificate chain; together with TLS_KEY_FILE it turns TLS on',
    default: undefined,
    parser: text(),
  },
  TLS_KEY_FILE: {
    group: 'HTTP',
    description: 'PEM file with the private key of TLS_CERT_FILE',
    default: undefined,
    parser: text(),
  },
  TLS_SECOND_CERT_FILE: {
    group: 'HTTP',
    description:
      'PEM file of a second certificate, with a key of the other kind (RSA beside ECDSA): clients get what they can verify',
    default: undefined,
    parser: text(),
  },
  TLS_SECOND_KEY_FILE: {
    group: 'HTTP',
    description: 'PEM file with the private key of TLS_SECOND_CERT_FILE',
    default: undefined,
    parser: text(),
  },
  TLS_LOCAL_CERTIFICATE: {
    group: 'HTTP',
    description:
      'turn TLS on with certificates of our own authority, for trying out; its roots are in DATA_DIR/certificates',
    default: 'off',
    parser: flag(),
  },
  TLS_RSA_KEY_EXCHANGE: {
    group: 'HTTP',
    description:
      'offer the two TLS 1.2 suites without forward secrecy that OCPP asks for, to stations that know no other',
    default: 'on',
    parser: flag(),
  },
  TLS_RELOAD_S: {
    group: 'HTTP',
    description:
      'seconds between looks at the certificate files and the trusted roots; changes are taken without a restart',
    default: '30',
    parser: integer(1, 86_400),
  },
  STATION_TLS_PORT: {
    group: 'HTTP',
    description: 'port of its own for stations with TLS, beside PORT; 0 takes a free one; needs a certificate',
    default: undefined,
    parser: integer(0, 65_535),
  },
  CLIENT_CERT_HEADER: {
    group: 'HTTP',
    description:
      'header in which listed proxies pass on the client certificate (URL-encoded PEM, base64 DER or RFC 9440)',
    default: undefined,
    parser: headerName(),
  },
  STATION_CERT_ORGANIZATION: {
    group: 'HTTP',
    description: 'organisation (O) that the client certificates of stations must name; any when not set',
    default: undefined,
    parser: text(),
  },
  TRUSTED_PROXIES: {
    group: 'HTTP',
    description: 'addresses or networks of reverse proxies whose X-Forwarded-* headers are believed',
    default: '',
    parser: networks(),
  },
  ALLOWED_ORIGINS: {
    group: 'HTTP',
    description: 'browser origins, besides our own, that may call the API or open a station socket',
    default: '',
    parser: origins(),
  },
  API_RATE_PER_MINUTE: {
    group: 'HTTP',
    description: 'HTTP requests one address may make in a minute',
    default: '3000',
    parser: integer(1, 10_000_000),
  },
  METRICS_ON_LOOPBACK: {
    group: 'HTTP',
    description: 'serve /metrics to this machine without an API key',
    default: 'off',
    parser: flag(),
  },
} as const satisfies Record<string, Setting>

const database = {
  DATABASE_URL: {
    group: 'Database',
    description: 'PostgreSQL 15 or newer to use instead of the embedded one',
    default: undefined,
    parser: postgresUrl(),
    secret: true,
  },
  DATABASE_POOL_SIZE: {
    group: 'Database',
    description: 'most database connections held by this process',
    default: '16',
    parser: integer(4, 500),
  },
  STATEMENT_TIMEOUT_MS: {
    group: 'Database',
    description: 'longest time one database statement may take',
    default: '15000',
    parser: integer(100, 60 * MINUTE_MS),
  },
  DATABASE_DOWN_GRACE_MS: {
    group: 'Database',
    description: 'time the database may be away before station sockets are closed, so that stations keep their queues',
    default: '3000',
    parser: integer(0, 10 * MINUTE_MS),
  },
  FRAME_RETENTION_DAYS: {
    group: 'Database',
    description: 'days raw station frames are kept; 0 keeps them for ever',
    default: '30',
    parser: integer(0, 36_500),
  },
  METER_RETENTION_DAYS: {
    group: 'Database',
    description: 'days meter samples are kept; 0 keeps them for ever',
    default: '0',
    parser: integer(0, 36_500),
  },
} as const satisfies Record<string, Setting>

const handshake = {
  UNKNOWN_STATIONS: {
    group: 'Station handshake',
    description:
      'quarantine shows unknown stations in the console for approval, refuse answers them like a wrong password (401)',
    default: 'quarantine',
    parser: word(['quarantine', 'refuse']),
  },
  QUARANTINE_LIMIT: {
    group: 'Station handshake',
    description: 'most unknown stations remembered; the longest silent one makes room',
    default: '10000',
    parser: integer(1, 1_000_000),
  },
  QUARANTINE_INTERVAL_S: {
    group: 'Station handshake',
    description: 'seconds a station that waits for approval is told to wait before it asks again',
    default: '300',
    parser: integer(1, 86_400),
  },
  HANDSHAKES_PER_SECOND: {
    group: 'Station handshake',
    description: 'station connections accepted per second, before any work for them',
    default: '2000',
    parser: integer(1, 1_000_000),
  },
  HANDSHAKE_BURST: {
    group: 'Station handshake',
    description: 'station connections accepted at once after a quiet time',
    default: '4000',
    parser: integer(1, 1_000_000),
  },
  HANDSHAKES_PER_ADDRESS: {
    group: 'Station handshake',
    description: 'station connections accepted per second from one address',
    default: '2000',
    parser: integer(1, 1_000_000),
  },
  SOCKETS_PER_ADDRESS: {
    group: 'Station handshake',
    description: 'station sockets open at once from one address',
    default: '20000',
    parser: integer(1, 1_000_000),
  },
  AUTH_FAILURES_PER_MINUTE: {
    group: 'Station handshake',
    description: 'wrong credentials per minute, per address and per station, before the back-off',
    default: '10',
    parser: integer(1, 100_000),
  },
  AUTH_BACKOFF_S: {
    group: 'Station handshake',
    description: 'seconds an address is refused after too many wrong credentials',
    default: '900',
    parser: integer(1, 86_400),
  },
  HEADER_TIMEOUT_MS: {
    group: 'Station handshake',
    description: 'longest time a client may take to send its request headers',
    default: '10000',
    parser: integer(100, 30_000),
  },
  UPGRADE_TIMEOUT_MS: {
    group: 'Station handshake',
    description: 'longest time between request headers and open socket',
    default: '5000',
    parser: integer(100, 10 * MINUTE_MS),
  },
} as const satisfies Record<string, Setting>

const socket = {
  STATION_MAX_FRAME_BYTES: {
    group: 'Station socket',
    description: 'largest message accepted from a station, after decompression',
    default: '65536',
    parser: integer(1024, 64 * MIB),
  },
  STATION_MAX_FRAGMENTS: {
    group: 'Station socket',
    description: 'most WebSocket fragments of one message',
    default: '256',
    parser: integer(1, 65_536),
  },
  STATION_MAX_DEPTH: {
    group: 'Station socket',
    description: 'deepest nesting of JSON in one message',
    default: '32',
    parser: integer(4, 32),
  },
  STATION_RATE_PER_SECOND: {
    group: 'Station socket',
    description:
      'messages per second one station may send for long; reports of energy go at the pace of the database instead',
    default: '20',
    parser: integer(1, 1_000_000),
  },
  STATION_RATE_BURST: {
    group: 'Station socket',
    description: 'messages one station may send at once after a quiet time',
    default: '60',
    parser: integer(1, 1_000_000),
  },
  STATION_QUEUE_FRAMES: {
    group: 'Station socket',
    description: 'messages of one station that may wait before its socket is paused',
    default: '32',
    parser: integer(1, 65_536),
  },
  STATION_QUEUE_BYTES: {
    group: 'Station socket',
    description: 'bytes of one station that may wait before its socket is paused',
    default: '262144',
    parser: integer(1024, 256 * MIB),
  },
  SILENT_SOCKET_TIMEOUT_MS: {
    group: 'Station socket',
    description: 'longest time from open socket to first message',
    default: '120000',
    parser: integer(1000, 60 * MINUTE_MS),
  },
  PING_INTERVAL_MS: {
    group: 'Station socket',
    description: 'time between WebSocket pings to a station',
    default: '30000',
    parser: integer(1000, 60 * MINUTE_MS),
  },
  PING_MISSED: {
    group: 'Station socket',
    description: 'unanswered pings after which a socket is dead',
    default: '2',
    parser: integer(1, 100),
  },
  CALL_TIMEOUT_MS: {
    group: 'Station socket',
    description: 'time a station has to answer a call of ours',
    default: '30000',
    parser: integer(100, 60 * MINUTE_MS),
  },
  STATION_ACTIVE_SESSIONS: {
    group: 'Station socket',
    description: 'active sessions of one station held in memory; more are read back from the database when spoken of',
    default: '128',
    parser: integer(1, 65_536),
  },
  OPEN_SESSION_ASK_AFTER_S: {
    group: 'Station socket',
    description:
      'seconds an online 2.x station may stay silent about a session that lacks events before it is asked about it',
    default: '900',
    parser: integer(1, 86_400),
  },
  PROTECTIVE_SETTINGS: {
    group: 'Station socket',
    description:
      'set retries and pings of accepted stations so that no report is lost (template "Protective settings")',
    default: 'on',
    parser: flag(),
  },
  CONFIGURATION_SETTLE_S: {
    group: 'Station socket',
    description: 'seconds after connecting before the configuration of a station is compared with its templates',
    default: '20',
    parser: integer(0, 3600),
  },
  CONFIGURATIONS_PER_SECOND: {
    group: 'Station socket',
    description: 'most stations whose configuration begins to be compared in a second',
    default: '10',
    parser: integer(0, 10_000),
  },
  HEARTBEAT_INTERVAL_S: {
    group: 'Station socket',
    description: 'heartbeat interval given to stations, spread by 20 %',
    default: '300',
    parser: integer(1, 86_400),
  },
  COMPRESSION: {
    group: 'Station socket',
    description: 'offer per-message compression to stations, within a memory cap',
    default: 'on',
    parser: flag(),
  },
} as const satisfies Record<string, Setting>

const files = {
  FILE_QUOTA_MB: {
    group: 'Files',
    description: 'space that firmware images and logs may take together, in MiB',
    default: '10240',
    parser: integer(1, 100_000_000),
  },
  FIRMWARE_MAX_MB: {
    group: 'Files',
    description: 'largest firmware image, in MiB',
    default: '512',
    parser: integer(1, 1_000_000),
  },
  LOG_MAX_MB: {
    group: 'Files',
    description: 'largest log a station may upload, in MiB',
    default: '256',
    parser: integer(1, 1_000_000),
  },
  LOG_FILE_RETENTION_DAYS: {
    group: 'Files',
    description: 'days uploaded logs are kept; 0 keeps them for ever',
    default: '90',
    parser: integer(0, 36_500),
  },
  FILE_STALL_S: {
    group: 'Files',
    description: 'seconds in which at least a kilobyte of a transfer must move before it is cut',
    default: '60',
    parser: integer(1, 3600),
  },
  FTP_PORT: {
    group: 'Files',
    description:
      'port of the FTP side, for stations that know nothing else; with TLS on demand where TLS_CERT_FILE is set',
    default: undefined,
    parser: integer(0, 65_535),
  },
  FTPS_PORT: {
    group: 'Files',
    description: 'port of the FTP side that speaks TLS from the first byte; needs TLS_CERT_FILE',
    default: undefined,
    parser: integer(0, 65_535),
  },
  FTP_HOST: {
    group: 'Files',
    description: 'address the FTP side listens on',
    default: '127.0.0.1',
    parser: text(),
  },
  FTP_PASSIVE_ADDRESS: {
    group: 'Files',
    description: 'IPv4 address that FTP clients are told to connect to, where it is not the one they reached',
    default: undefined,
    parser: ipv4Address(),
  },
  FTP_PASSIVE_PORTS: {
    group: 'Files',
    description: 'ports for FTP data connections',
    default: '50000-50099',
    parser: portRange(),
  },
} as const satisfies Record<string, Setting>

/** Every setting of the program, by name. `--help` and the settings page are printed from this table. */
export const settings = { ...program, ...http, ...database, ...handshake, ...socket, ...files }

export type SettingName = keyof typeof settings

export type SettingValues = {
  readonly [Name in SettingName]:
    | z.output<(typeof settings)[Name]['parser']>
    | ((typeof settings)[Name]['default'] extends string ? never : undefined)
}

export const settingNames = Object.keys(settings).filter(isSettingName)

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings, name)
}

/** The table entry of a setting, seen without its own value type. */
export function describeSetting(name: SettingName): Setting {
  return settings[name]
}

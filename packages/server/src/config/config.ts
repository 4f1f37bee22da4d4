import { resolve } from 'node:path'
import { parseArguments } from './arguments.ts'
import { helpText } from './help.ts'
import type { Secret } from './secrets.ts'
import { describeSetting, type SettingName, type SettingValues, settingNames } from './settings.ts'
import { collectSettings, type WrittenSettings } from './sources.ts'

export interface DatabaseConfig {
  /** `undefined` means the embedded PostgreSQL in `dataDir`. */
  readonly url: Secret | undefined
  readonly dataDir: string
  readonly poolSize: number
  readonly statementTimeoutMs: number
  /** Refuse a server whose settings let acknowledged data be lost. */
  readonly requireDurability: boolean
}

export interface CertificateFiles {
  readonly certFile: string
  readonly keyFile: string
}

export interface HttpConfig {
  readonly host: string
  readonly port: number
  readonly publicUrl: string | undefined
  readonly tls: CertificateFiles | undefined
  /** A second certificate, with a key of the other kind. */
  readonly secondTls: CertificateFiles | undefined
  /** TLS with certificates of our own authority. */
  readonly localCertificate: boolean
  /** The suites without forward secrecy. */
  readonly rsaKeyExchange: boolean
  readonly tlsReloadMs: number
  /** Undefined: stations with TLS use the one port. */
  readonly stationTlsPort: number | undefined
  readonly trustedProxies: readonly string[]
  readonly allowedOrigins: readonly string[]
  readonly requestsPerMinute: number
  readonly headerTimeoutMs: number
  readonly metricsOnLoopback: boolean
}

export interface GatewayConfig {
  readonly allowedOrigins: readonly string[]
  readonly trustedProxies: readonly string[]
  /** Lower case; undefined: no proxy passes client certificates on. */
  readonly clientCertificateHeader: string | undefined
  /** What O of a client certificate must be; undefined: anything. */
  readonly certificateOrganization: string | undefined
  readonly handshake: {
    readonly perSecond: number
    readonly burst: number
    readonly perAddressPerSecond: number
    readonly socketsPerAddress: number
    readonly upgradeTimeoutMs: number
    readonly failuresPerMinute: number
    readonly backoffS: number
  }
  readonly unknownStations: 'quarantine' | 'refuse'
  readonly quarantine: { readonly limit: number; readonly intervalS: number }
  readonly frame: { readonly maxBytes: number; readonly maxFragments: number; readonly maxDepth: number }
  readonly rate: { readonly perSecond: number; readonly burst: number }
  readonly activeSessions: number
  readonly queue: { readonly frames: number; readonly bytes: number }
  readonly silentSocketTimeoutMs: number
  readonly ping: { readonly intervalMs: number; readonly missed: number }
  readonly callTimeoutMs: number
  readonly heartbeatIntervalS: number
  readonly compression: boolean
  readonly databaseDownGraceMs: number
  readonly drainTimeoutMs: number
}

export interface FilesConfig {
  readonly dataDir: string
  readonly quotaBytes: number
  readonly maxFirmwareBytes: number
  readonly maxLogBytes: number
  /** 0: for ever. */
  readonly logDays: number
  readonly stallMs: number
  readonly longestMs: number
  readonly ftp: {
    readonly host: string
    /** Undefined: off. */
    readonly port: number | undefined
    readonly tlsPort: number | undefined
    readonly passiveAddress: string | undefined
    readonly passivePorts: { readonly from: number; readonly to: number }
    readonly tls: HttpConfig['tls']
  }
}

/** The whole configuration, checked; built once and handed down in parts. */
export interface Config {
  readonly demo: boolean
  readonly dataDir: string
  readonly logLevel: SettingValues['LOG_LEVEL']
  readonly bootstrapApiKey: Secret | undefined
  readonly drainTimeoutMs: number
  readonly http: HttpConfig
  readonly database: DatabaseConfig
  readonly gateway: GatewayConfig
  readonly files: FilesConfig
  readonly openSessionAskAfterMs: number
  readonly configuration: { readonly protective: boolean; readonly settleMs: number; readonly perRound: number }
  readonly retention: { readonly frameDays: number; readonly meterDays: number }
}

export type LoadedConfig =
  /** `ownerLink`: what is asked for is a new owner link, not a server. */
  | { kind: 'config'; config: Config; ownerLink: boolean }
  | { kind: 'help'; text: string }
  | { kind: 'refused'; problems: string[] }

export interface ConfigInput {
  /** The command line after the program's name. */
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder that relative paths start from. */
  readonly directory: string
}

/** Reads and checks the configuration. Every problem found is a full sentence that names the setting and the rule. */
export function loadConfig({ words, environment, directory }: ConfigInput): LoadedConfig {
  const parsed = parseArguments(words)
  if (!parsed.ok) return { kind: 'refused', problems: [parsed.reason] }
  if (parsed.arguments.help) return { kind: 'help', text: helpText() }
  const chosenPath = parsed.arguments.configPath ?? environment['STATIONMASTER_CONFIG']
  const path = resolve(directory, chosenPath || 'stationmaster.json')
  const sourced = collectSettings(environment, { path, required: Boolean(chosenPath) })
  if (!sourced.ok) return { kind: 'refused', problems: sourced.problems }

  const { demo, ownerLink } = parsed.arguments
  const { values, problems } = parseSettings(sourced.written)
  if (values === undefined) return { kind: 'refused', problems }
  const conflicts = crossCheck(values)
  if (conflicts.length > 0) return { kind: 'refused', problems: conflicts }
  const dataDir = demo && !sourced.written.has('DATA_DIR') ? './data-demo' : values.DATA_DIR
  return { kind: 'config', config: arrange(values, resolve(directory, dataDir), demo), ownerLink }
}

function parseSettings(written: WrittenSettings): { values: SettingValues | undefined; problems: string[] } {
  const problems: string[] = []
  const values: Partial<Record<SettingName, unknown>> = {}
  for (const name of settingNames) {
    const setting = describeSetting(name)
    const text = written.get(name)?.text ?? setting.default
    if (text === undefined) continue
    const result = setting.parser.safeParse(text)
    if (result.success) values[name] = result.data
    else problems.push(refusal(name, text, result.error.issues[0]?.message ?? 'valid', written.get(name)?.source))
  }
  // The loop above put each setting through its own parser, which is what SettingValues is derived from.
  return { values: problems.length === 0 ? (values as SettingValues) : undefined, problems }
}

function refusal(name: SettingName, text: string, rule: string, source: string | undefined): string {
  const shown = describeSetting(name).secret ? 'a secret that is not' : JSON.stringify(text)
  const origin = source === undefined ? '' : ` (from ${source})`
  return `${name} must be ${rule}; it is ${shown}${origin}.`
}

/** Rules between settings. */
function crossCheck(values: SettingValues): string[] {
  const rules: [broken: boolean, sentence: string][] = [
    [
      (values.TLS_CERT_FILE === undefined) !== (values.TLS_KEY_FILE === undefined),
      'TLS_CERT_FILE and TLS_KEY_FILE must be set together, or neither.',
    ],
    [
      (values.TLS_SECOND_CERT_FILE === undefined) !== (values.TLS_SECOND_KEY_FILE === undefined),
      'TLS_SECOND_CERT_FILE and TLS_SECOND_KEY_FILE must be set together, or neither.',
    ],
    [
      values.TLS_SECOND_CERT_FILE !== undefined && values.TLS_CERT_FILE === undefined,
      'TLS_SECOND_CERT_FILE needs TLS_CERT_FILE.',
    ],
    [
      values.TLS_LOCAL_CERTIFICATE && values.TLS_CERT_FILE !== undefined,
      'TLS_LOCAL_CERTIFICATE is for trying out without TLS_CERT_FILE; set one of them.',
    ],
    [
      values.STATION_TLS_PORT !== undefined && values.TLS_CERT_FILE === undefined && !values.TLS_LOCAL_CERTIFICATE,
      'STATION_TLS_PORT needs TLS_CERT_FILE and TLS_KEY_FILE, or TLS_LOCAL_CERTIFICATE=on.',
    ],
    [
      values.CLIENT_CERT_HEADER !== undefined && values.TRUSTED_PROXIES.length === 0,
      'CLIENT_CERT_HEADER is believed only from proxies listed in TRUSTED_PROXIES.',
    ],
    [
      values.STATION_RATE_BURST < values.STATION_RATE_PER_SECOND,
      'STATION_RATE_BURST must be at least STATION_RATE_PER_SECOND.',
    ],
    [values.HANDSHAKE_BURST < values.HANDSHAKES_PER_SECOND, 'HANDSHAKE_BURST must be at least HANDSHAKES_PER_SECOND.'],
    [
      values.STATION_QUEUE_BYTES < values.STATION_MAX_FRAME_BYTES,
      'STATION_QUEUE_BYTES must be at least STATION_MAX_FRAME_BYTES, so that the largest message fits.',
    ],
    [
      values.FTPS_PORT !== undefined && values.TLS_CERT_FILE === undefined,
      'FTPS_PORT needs TLS_CERT_FILE and TLS_KEY_FILE.',
    ],
    [
      values.PUBLIC_URL?.startsWith('http:') === true && values.TLS_CERT_FILE !== undefined,
      'PUBLIC_URL must start with https:// when TLS_CERT_FILE is set.',
    ],
  ]
  return rules.filter(([broken]) => broken).map(([, sentence]) => sentence)
}

function arrange(values: SettingValues, dataDir: string, demo: boolean): Config {
  return {
    demo,
    dataDir,
    logLevel: values.LOG_LEVEL,
    bootstrapApiKey: values.BOOTSTRAP_API_KEY,
    drainTimeoutMs: values.DRAIN_TIMEOUT_MS,
    http: arrangeHttp(values),
    database: {
      url: values.DATABASE_URL,
      dataDir,
      poolSize: values.DATABASE_POOL_SIZE,
      statementTimeoutMs: values.STATEMENT_TIMEOUT_MS,
      requireDurability: values.MODE === 'production',
    },
    gateway: arrangeGateway(values),
    files: arrangeFiles(values, dataDir),
    openSessionAskAfterMs: values.OPEN_SESSION_ASK_AFTER_S * 1000,
    configuration: {
      protective: values.PROTECTIVE_SETTINGS,
      settleMs: values.CONFIGURATION_SETTLE_S * 1000,
      perRound: values.CONFIGURATIONS_PER_SECOND,
    },
    retention: { frameDays: values.FRAME_RETENTION_DAYS, meterDays: values.METER_RETENTION_DAYS },
  }
}

const MIB = 1_048_576
/** The slowest line that is still of use moves a large image in this time. */
const LONGEST_TRANSFER_MS = 4 * 3_600_000

function arrangeFiles(values: SettingValues, dataDir: string): FilesConfig {
  return {
    dataDir,
    quotaBytes: values.FILE_QUOTA_MB * MIB,
    maxFirmwareBytes: values.FIRMWARE_MAX_MB * MIB,
    maxLogBytes: values.LOG_MAX_MB * MIB,
    logDays: values.LOG_FILE_RETENTION_DAYS,
    stallMs: values.FILE_STALL_S * 1000,
    longestMs: LONGEST_TRANSFER_MS,
    ftp: {
      host: values.FTP_HOST,
      port: values.FTP_PORT,
      tlsPort: values.FTPS_PORT,
      passiveAddress: values.FTP_PASSIVE_ADDRESS,
      passivePorts: values.FTP_PASSIVE_PORTS,
      tls: arrangeHttp(values).tls,
    },
  }
}

function arrangeHttp(values: SettingValues): HttpConfig {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } = values
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL,
    tls: filesOf(certFile, keyFile),
    secondTls: filesOf(values.TLS_SECOND_CERT_FILE, values.TLS_SECOND_KEY_FILE),
    localCertificate: values.TLS_LOCAL_CERTIFICATE,
    rsaKeyExchange: values.TLS_RSA_KEY_EXCHANGE,
    tlsReloadMs: values.TLS_RELOAD_S * 1000,
    stationTlsPort: values.STATION_TLS_PORT,
    trustedProxies: values.TRUSTED_PROXIES,
    allowedOrigins: values.ALLOWED_ORIGINS,
    requestsPerMinute: values.API_RATE_PER_MINUTE,
    headerTimeoutMs: values.HEADER_TIMEOUT_MS,
    metricsOnLoopback: values.METRICS_ON_LOOPBACK,
  }
}

function filesOf(certFile: string | undefined, keyFile: string | undefined): CertificateFiles | undefined {
  return certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined
}

function arrangeGateway(values: SettingValues): GatewayConfig {
  return {
    allowedOrigins: values.ALLOWED_ORIGINS,
    trustedProxies: values.TRUSTED_PROXIES,
    clientCertificateHeader: values.CLIENT_CERT_HEADER,
    certificateOrganization: values.STATION_CERT_ORGANIZATION,
    handshake: {
      perSecond: values.HANDSHAKES_PER_SECOND,
      burst: values.HANDSHAKE_BURST,
      perAddressPerSecond: values.HANDSHAKES_PER_ADDRESS,
      socketsPerAddress: values.SOCKETS_PER_ADDRESS,
      upgradeTimeoutMs: values.UPGRADE_TIMEOUT_MS,
      failuresPerMinute: values.AUTH_FAILURES_PER_MINUTE,
      backoffS: values.AUTH_BACKOFF_S,
    },
    unknownStations: values.UNKNOWN_STATIONS,
    quarantine: { limit: values.QUARANTINE_LIMIT, intervalS: values.QUARANTINE_INTERVAL_S },
    frame: {
      maxBytes: values.STATION_MAX_FRAME_BYTES,
      maxFragments: values.STATION_MAX_FRAGMENTS,
      maxDepth: values.STATION_MAX_DEPTH,
    },
    activeSessions: values.STATION_ACTIVE_SESSIONS,
    rate: { perSecond: values.STATION_RATE_PER_SECOND, burst: values.STATION_RATE_BURST },
    queue: { frames: values.STATION_QUEUE_FRAMES, bytes: values.STATION_QUEUE_BYTES },
    silentSocketTimeoutMs: values.SILENT_SOCKET_TIMEOUT_MS,
    ping: { intervalMs: values.PING_INTERVAL_MS, missed: values.PING_MISSED },
    callTimeoutMs: values.CALL_TIMEOUT_MS,
    heartbeatIntervalS: values.HEARTBEAT_INTERVAL_S,
    compression: values.COMPRESSION,
    databaseDownGraceMs: values.DATABASE_DOWN_GRACE_MS,
    drainTimeoutMs: values.DRAIN_TIMEOUT_MS,
  }
}

import type { Secret } from './secrets.ts'
import type { SettingValues } from './settings.ts'

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
  /** Whether others are asked about the client certificates they have signed, and what no answer means. */
  readonly clientCertificateStatus: 'off' | 'soft' | 'hard'
  readonly clientCertificateStatusMs: number
  /** Undefined: stations with TLS use the one port. */
  readonly stationTlsPort: number | undefined
  readonly trustedProxies: readonly string[]
  readonly allowedOrigins: readonly string[]
  /** Of one address. */
  readonly requestsPerMinute: number
  /** Of one API key or person. */
  readonly callsPerMinute: number
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
  /** Days for which an expired client certificate lets a station in to renew it; 0: none. */
  readonly expiredCertificateDays: number
  /** Whether the serial number of a Boot has to be that of the client certificate. */
  readonly bootSerial: 'named' | 'strict' | 'off'
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
  /** Entries of one station's inbox before its socket is paused. */
  readonly inboxEntries: number
  readonly securityEventsPerDay: number
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

/** Where requests to addresses that people have given may go. */
export interface EgressConfig {
  readonly allowHttp: boolean
  readonly allowedNetworks: readonly string[]
  readonly timeoutMs: number
}

/** The whole configuration, checked; built once and handed down in parts. */
export interface Config {
  readonly demo: boolean
  readonly dataDir: string
  readonly logLevel: SettingValues['LOG_LEVEL']
  readonly bootstrapApiKey: Secret | undefined
  readonly drainTimeoutMs: number
  readonly http: HttpConfig
  readonly egress: EgressConfig
  readonly webhooksPerTenant: number
  readonly mail: { readonly smtpUrl: Secret | undefined; readonly from: string }
  readonly database: DatabaseConfig
  readonly gateway: GatewayConfig
  readonly files: FilesConfig
  /** How long before its beginning a booked place is held, and how long after it for somebody who is late. */
  readonly bookings: { readonly holdAheadMs: number; readonly graceMs: number }
  readonly openSessionAskAfterMs: number
  readonly configuration: { readonly protective: boolean; readonly settleMs: number; readonly perRound: number }
  readonly retention: { readonly frameDays: number; readonly meterDays: number; readonly settlementDays: number }
  /** What is kept of one station, whatever it sends. */
  readonly bounds: { readonly settlementsPerDay: number; readonly deviceVariables: number }
}

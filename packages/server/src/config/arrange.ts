import type { CertificateFiles, Config, FilesConfig, GatewayConfig, HttpConfig } from './config.ts'
import type { SettingValues } from './settings.ts'

/** Values by setting as the configuration that is handed down in parts. Milliseconds and bytes from here on. */
export function arrange(values: SettingValues, dataDir: string, demo: boolean): Config {
  return {
    demo,
    dataDir,
    logLevel: values.LOG_LEVEL,
    bootstrapApiKey: values.BOOTSTRAP_API_KEY,
    drainTimeoutMs: values.DRAIN_TIMEOUT_MS,
    http: arrangeHttp(values),
    egress: {
      allowHttp: values.EGRESS_HTTP,
      allowedNetworks: values.EGRESS_NETWORKS,
      timeoutMs: values.EGRESS_TIMEOUT_MS,
    },
    webhooksPerTenant: values.WEBHOOKS_PER_TENANT,
    mail: { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM },
    database: {
      url: values.DATABASE_URL,
      dataDir,
      poolSize: values.DATABASE_POOL_SIZE,
      statementTimeoutMs: values.STATEMENT_TIMEOUT_MS,
      requireDurability: values.MODE === 'production',
    },
    gateway: arrangeGateway(values),
    files: arrangeFiles(values, dataDir),
    bookings: {
      holdAheadMs: values.BOOKING_HOLD_MINUTES * 60_000,
      graceMs: values.BOOKING_GRACE_MINUTES * 60_000,
    },
    openSessionAskAfterMs: values.OPEN_SESSION_ASK_AFTER_S * 1000,
    configuration: {
      protective: values.PROTECTIVE_SETTINGS,
      settleMs: values.CONFIGURATION_SETTLE_S * 1000,
      perRound: values.CONFIGURATIONS_PER_SECOND,
    },
    retention: {
      frameDays: values.FRAME_RETENTION_DAYS,
      meterDays: values.METER_RETENTION_DAYS,
      settlementDays: values.SETTLEMENT_RETENTION_DAYS,
    },
    bounds: {
      settlementsPerDay: values.SETTLEMENTS_PER_DAY,
      deviceVariables: values.STATION_DEVICE_VARIABLES,
    },
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
    clientCertificateStatus: values.CLIENT_CERT_STATUS,
    clientCertificateStatusMs: Math.min(values.CLIENT_CERT_STATUS_MS, values.UPGRADE_TIMEOUT_MS / 2),
    stationTlsPort: values.STATION_TLS_PORT,
    trustedProxies: values.TRUSTED_PROXIES,
    allowedOrigins: values.ALLOWED_ORIGINS,
    callsPerMinute: values.CALLER_RATE_PER_MINUTE,
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
    expiredCertificateDays: values.EXPIRED_CERTIFICATE_DAYS,
    bootSerial: values.BOOT_SERIAL,
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
    inboxEntries: values.STATION_INBOX,
    securityEventsPerDay: values.SECURITY_EVENTS_PER_DAY,
    silentSocketTimeoutMs: values.SILENT_SOCKET_TIMEOUT_MS,
    ping: { intervalMs: values.PING_INTERVAL_MS, missed: values.PING_MISSED },
    callTimeoutMs: values.CALL_TIMEOUT_MS,
    heartbeatIntervalS: values.HEARTBEAT_INTERVAL_S,
    compression: values.COMPRESSION,
    databaseDownGraceMs: values.DATABASE_DOWN_GRACE_MS,
    drainTimeoutMs: values.DRAIN_TIMEOUT_MS,
  }
}

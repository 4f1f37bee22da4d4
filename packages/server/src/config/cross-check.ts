import type { SettingValues } from './settings.ts'

/** Rules between settings: a sentence for each that is broken. */
export function crossCheck(values: SettingValues): string[] {
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

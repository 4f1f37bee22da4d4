import { flag, headerName, integer, text, word } from '../parsers.ts'
import type { Setting } from './setting.ts'

/** Certificates of this server, and what is asked of those of stations. */
export const tls = {
  TLS_CERT_FILE: {
    description: 'PEM file with the certificate chain; together with TLS_KEY_FILE it turns TLS on',
    default: undefined,
    parser: text(),
  },
  TLS_KEY_FILE: {
    description: 'PEM file with the private key of TLS_CERT_FILE',
    default: undefined,
    parser: text(),
  },
  TLS_SECOND_CERT_FILE: {
    description:
      'PEM file of a second certificate, with a key of the other kind (RSA beside ECDSA): clients get what they can verify',
    default: undefined,
    parser: text(),
  },
  TLS_SECOND_KEY_FILE: {
    description: 'PEM file with the private key of TLS_SECOND_CERT_FILE',
    default: undefined,
    parser: text(),
  },
  TLS_LOCAL_CERTIFICATE: {
    description:
      'turn TLS on with certificates of our own authority, for trying out; its roots are in DATA_DIR/certificates',
    default: 'off',
    parser: flag(),
  },
  TLS_RSA_KEY_EXCHANGE: {
    description:
      'offer the two TLS 1.2 suites without forward secrecy that OCPP asks for, to stations that know no other',
    default: 'on',
    parser: flag(),
  },
  TLS_RELOAD_S: {
    description:
      'seconds between looks at the certificate files and the trusted roots; changes are taken without a restart',
    default: '30',
    parser: integer(1, 86_400),
  },
  STATION_TLS_PORT: {
    description: 'port of its own for stations with TLS, beside PORT; 0 takes a free one; needs a certificate',
    default: undefined,
    parser: integer(0, 65_535),
  },
  CLIENT_CERT_HEADER: {
    description:
      'header in which listed proxies pass on the client certificate (URL-encoded PEM, base64 DER or RFC 9440)',
    default: undefined,
    parser: headerName(),
  },
  STATION_CERT_ORGANIZATION: {
    description: 'organisation (O) that the client certificates of stations must name; any when not set',
    default: undefined,
    parser: text(),
  },
  CLIENT_CERT_STATUS: {
    description:
      'ask whether client certificates of other authorities are revoked (OCSP, then CRL): off, soft (a station is let in when nobody answers) or hard (it is not)',
    default: 'soft',
    parser: word(['off', 'soft', 'hard']),
  },
  CLIENT_CERT_STATUS_MS: {
    description: 'longest time a station waits at the door for that answer; at most half of UPGRADE_TIMEOUT_MS',
    default: '2000',
    parser: integer(100, 60_000),
  },
  EXPIRED_CERTIFICATE_DAYS: {
    description:
      'days for which a client certificate that has expired lets a station in to get a new one, and for nothing else; 0 never',
    default: '0',
    parser: integer(0, 365),
  },
  BOOT_SERIAL: {
    description:
      'what a 2.x Boot must say to a client certificate: named (the serial number that the certificate names, if any), strict (its CN, as the standard has it) or off',
    default: 'named',
    parser: word(['named', 'strict', 'off']),
  },
} as const satisfies Record<string, Setting>

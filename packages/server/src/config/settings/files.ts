import { integer, ipv4Address, portRange, text } from '../parsers.ts'
import type { Setting } from './setting.ts'

/** The file store, and its FTP side. */
export const files = {
  FILE_QUOTA_MB: {
    description: 'space that firmware images and logs may take together, in MiB',
    default: '10240',
    parser: integer(1, 100_000_000),
  },
  FIRMWARE_MAX_MB: {
    description: 'largest firmware image, in MiB',
    default: '512',
    parser: integer(1, 1_000_000),
  },
  LOG_MAX_MB: {
    description: 'largest log a station may upload, in MiB',
    default: '256',
    parser: integer(1, 1_000_000),
  },
  LOG_FILE_RETENTION_DAYS: {
    description: 'days uploaded logs are kept; 0 keeps them for ever',
    default: '90',
    parser: integer(0, 36_500),
  },
  FILE_STALL_S: {
    description: 'seconds in which at least a kilobyte of a transfer must move before it is cut',
    default: '60',
    parser: integer(1, 3600),
  },
  FTP_PORT: {
    description:
      'port of the FTP side, for stations that know nothing else; with TLS on demand where TLS_CERT_FILE is set',
    default: undefined,
    parser: integer(0, 65_535),
  },
  FTPS_PORT: {
    description: 'port of the FTP side that speaks TLS from the first byte; needs TLS_CERT_FILE',
    default: undefined,
    parser: integer(0, 65_535),
  },
  FTP_HOST: {
    description: 'address the FTP side listens on',
    default: '127.0.0.1',
    parser: text(),
  },
  FTP_PASSIVE_ADDRESS: {
    description: 'IPv4 address that FTP clients are told to connect to, where it is not the one they reached',
    default: undefined,
    parser: ipv4Address(),
  },
  FTP_PASSIVE_PORTS: {
    description: 'ports for FTP data connections',
    default: '50000-50099',
    parser: portRange(),
  },
} as const satisfies Record<string, Setting>

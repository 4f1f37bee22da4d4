import { flag, integer, networks, origin, origins, text } from '../parsers.ts'
import type { Setting } from './setting.ts'

/** The one port, and who may speak to it. */
export const http = {
  PORT: {
    description: 'port for stations, API and console; 0 takes a free one',
    default: '8080',
    parser: integer(0, 65_535),
  },
  HOST: {
    description: 'address to listen on; 0.0.0.0 for every interface',
    default: '127.0.0.1',
    parser: text(),
  },
  PUBLIC_URL: {
    description: 'address under which browsers and stations reach this server',
    default: undefined,
    parser: origin(),
  },
  TRUSTED_PROXIES: {
    description: 'addresses or networks of reverse proxies whose X-Forwarded-* headers are believed',
    default: '',
    parser: networks(),
  },
  ALLOWED_ORIGINS: {
    description: 'browser origins, besides our own, that may call the API or open a station socket',
    default: '',
    parser: origins(),
  },
  API_RATE_PER_MINUTE: {
    description: 'HTTP requests one address may make in a minute',
    default: '3000',
    parser: integer(1, 10_000_000),
  },
  CALLER_RATE_PER_MINUTE: {
    description: 'API calls one key or person may make in a minute, from whatever addresses',
    default: '1200',
    parser: integer(1, 10_000_000),
  },
  METRICS_ON_LOOPBACK: {
    description: 'serve /metrics to this machine without an API key',
    default: 'off',
    parser: flag(),
  },
} as const satisfies Record<string, Setting>

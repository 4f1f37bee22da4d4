import { networkInterfaces } from 'node:os'
import type { HttpConfig } from './config/index.ts'
import { servesTls } from './platform/http/index.ts'

/** Where people and stations reach this server: PUBLIC_URL, or the address it listens on. */
export function publicUrlOf(config: HttpConfig, port: number): string {
  if (config.publicUrl !== undefined) return config.publicUrl
  const scheme = servesTls(config) ? 'https' : 'http'
  return `${scheme}://${reachableHost(config.host)}:${port}`
}

/** "Every interface" is no address: the machine's first one that others can reach stands in. */
function reachableHost(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host.includes(':') ? `[${host}]` : host
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? 'localhost'
}

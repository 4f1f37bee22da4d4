import type { Handlers } from '../api/handler.ts'
import type { ServerCertificate } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { readAttention } from './attention.ts'
import { readNetworkLoad } from './load.ts'
import { readMapPoints } from './map.ts'
import { readNetworkNow } from './now.ts'

type NetworkHandlers = Pick<Handlers, 'getNetworkNow' | 'getAttention' | 'getMapPoints' | 'getNetworkLoad'>

export interface NetworkParts {
  readonly database: Database
  readonly clock: Clock
  /** Certificates that this server shows. */
  readonly serverCertificates: () => readonly ServerCertificate[]
}

export function networkHandlers({ database, clock, serverCertificates }: NetworkParts): NetworkHandlers {
  return {
    getNetworkNow: async ({ actor }) => readNetworkNow(database.kysely, actor.tenantId, clock.nowMs()),
    getAttention: async ({ actor: { tenantId } }) =>
      readAttention(database.kysely, { tenantId, nowMs: clock.nowMs(), serverCertificates: serverCertificates() }),
    getMapPoints: async ({ actor }) => ({ items: await readMapPoints(database.kysely, actor.tenantId) }),
    getNetworkLoad: async ({ actor }) => readNetworkLoad(database.kysely, actor.tenantId, clock.nowMs()),
  }
}

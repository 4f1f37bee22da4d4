import { type Actor, scopeOf } from '../accounts/actor.ts'
import type { Handlers } from '../api/handler.ts'
import type { ServerCertificate } from '../contract/index.ts'
import { readOrganisation } from '../organisation/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { SharedReads } from '../platform/shared-reads.ts'
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
  const db = database.kysely
  return {
    getNetworkNow: shared(clock, ({ tenantId }) => readNetworkNow(db, tenantId, clock.nowMs())),
    getAttention: shared(clock, async ({ tenantId }) => {
      const organisation = await readOrganisation(db, tenantId)
      const question = { tenantId, nowMs: clock.nowMs(), organisation, serverCertificates: serverCertificates() }
      return readAttention(db, question)
    }),
    getMapPoints: shared(clock, async ({ tenantId }) => ({ items: await readMapPoints(db, tenantId) })),
    getNetworkLoad: shared(clock, ({ tenantId }) => readNetworkLoad(db, tenantId, clock.nowMs())),
  }
}

/** Every open console asks for all stations together; those who see the same share what is read. */
function shared<Result>(clock: Clock, read: (actor: Actor) => Promise<Result>) {
  const reads = new SharedReads<Result>(clock)
  return ({ actor }: { readonly actor: Actor }) => reads.read(JSON.stringify(scopeOf(actor)), () => read(actor))
}

import { sql } from 'kysely'
import type { EventContent, EventType } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { IsWanted } from './watch.ts'

/** An event before it is stored. */
export type NewEvent = EventContent & {
  readonly tenantId: TenantId
  readonly stationKey: number | null
  readonly siteId: string | null
  readonly atMs: number
}

export type StoredEvent = NewEvent & { readonly eventId: string }

/** Does something with events, in the transaction that stores them. */
export interface EventListener {
  /** Events that no listener wants are not stored. */
  wants(tx: Tx): Promise<IsWanted>
  receive(tx: Tx, events: readonly StoredEvent[]): Promise<void>
}

/** The one place where events are stored, and those who work with them are told. */
export class EventLog {
  readonly #ids: Ids
  readonly #listeners: readonly EventListener[]

  constructor(ids: Ids, listeners: readonly EventListener[]) {
    this.#ids = ids
    this.#listeners = listeners
  }

  async wanted(tx: Tx): Promise<IsWanted> {
    const wishes = await Promise.all(this.#listeners.map((listener) => listener.wants(tx)))
    return (tenantId: TenantId, type: EventType) => wishes.some((wants) => wants(tenantId, type))
  }

  /** Stores events in the transaction of what they tell of, and has every listener do its part in it. */
  async record(tx: Tx, events: readonly NewEvent[], nowMs: number): Promise<void> {
    if (events.length === 0) return
    const heard = await Promise.all(
      this.#listeners.map(async (listener) => ({ listener, wants: await listener.wants(tx) })),
    )
    const stored = events
      .filter(({ tenantId, type }) => heard.some(({ wants }) => wants(tenantId, type)))
      .map((event): StoredEvent => ({ ...event, eventId: this.#ids.next() }))
    if (stored.length === 0) return
    await insertEvents(tx, stored, nowMs)
    for (const { listener, wants } of heard) {
      const mine = stored.filter(({ tenantId, type }) => wants(tenantId, type))
      if (mine.length > 0) await listener.receive(tx, mine)
    }
  }
}

async function insertEvents(tx: Tx, events: readonly StoredEvent[], nowMs: number): Promise<void> {
  const rows = events.map(({ tenantId, eventId, type, stationKey, atMs, data }) => ({
    ...{ tenant_id: tenantId, event_id: eventId, type, station_id: stationKey, data },
    at: new Date(atMs).toISOString(),
  }))
  await sql`
    insert into events (tenant_id, event_id, type, station_id, at, data, created_at)
    select tenant_id, event_id, type, station_id, at, data, ${new Date(nowMs)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as v(tenant_id smallint, event_id uuid, type text, station_id integer, at timestamptz, data jsonb)`.execute(tx)
}

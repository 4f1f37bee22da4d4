import { sql } from 'kysely'
import { instant, instantOrNull } from '../api/instant.ts'
import type { MyNotifications } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Db, Tx } from '../platform/database/index.ts'
import type { Egress } from '../platform/egress/index.ts'
import { type PushDevice, type PushKeys, type PushMessage, type PushOutcome, sendPush } from './web-push.ts'

interface DeviceRow extends PushDevice {
  readonly device_id: string
  readonly name: string
  readonly created_at: Date
  readonly last_sent_at: Date | null
  readonly last_error: string | null
}

/** Whose devices. */
export interface Owner {
  readonly tenantId: number
  readonly personId: string
}

/** More browsers than one person uses. */
const MOST_DEVICES = 20

export async function readDevices(db: Db, { tenantId, personId }: Owner): Promise<MyNotifications['devices']> {
  const rows = await deviceRows(db, { tenantId, personId })
  return rows.map((row) => ({
    id: row.device_id,
    name: row.name,
    createdAt: instant(row.created_at),
    lastSentAt: instantOrNull(row.last_sent_at),
    lastError: row.last_error,
  }))
}

async function deviceRows(db: Db, { tenantId, personId }: Owner): Promise<readonly DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    select device_id, name, endpoint, p256dh, auth, created_at, last_sent_at, last_error from push_devices
    where tenant_id = ${tenantId} and person_id = ${personId} order by created_at, device_id`.execute(db)
  return rows
}

export interface NewDevice extends Owner, PushDevice {
  readonly deviceId: string
  readonly name: string
  readonly nowMs: number
}

/** Adds a browser, or renews it; of too many the oldest goes. */
export async function addDevice(tx: Tx, device: NewDevice): Promise<void> {
  const { tenantId, personId, deviceId, name, endpoint, p256dh, auth, nowMs } = device
  await sql`
    insert into push_devices (tenant_id, device_id, person_id, name, endpoint, p256dh, auth, created_at)
    values (${tenantId}, ${deviceId}, ${personId}, ${name}, ${endpoint}, ${p256dh}, ${auth}, ${new Date(nowMs)})
    on conflict (tenant_id, person_id, endpoint) do update set name = excluded.name, p256dh = excluded.p256dh,
      auth = excluded.auth, last_error = null`.execute(tx)
  await sql`
    delete from push_devices where tenant_id = ${tenantId} and person_id = ${personId} and device_id not in (
      select device_id from push_devices where tenant_id = ${tenantId} and person_id = ${personId}
      order by created_at desc, device_id limit ${MOST_DEVICES})`.execute(tx)
}

/** False when the person has no such browser. */
export async function removeDevice(tx: Tx, { tenantId, personId }: Owner, deviceId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from push_devices where tenant_id = ${tenantId} and person_id = ${personId} and device_id = ${deviceId}
    returning device_id`.execute(tx)
  return rows.length > 0
}

export interface PushServices {
  readonly database: Database
  readonly clock: Clock
  readonly egress: Egress
  readonly pushKeys: PushKeys
  readonly publicUrl: () => string
}

/** Sends to all browsers of somebody. Undefined, or why none of them could be reached. */
export async function pushToDevices(
  services: PushServices,
  owner: Owner,
  { isUrgent, ...message }: PushMessage & { readonly isUrgent: boolean },
): Promise<string | undefined> {
  const { database, egress, pushKeys: keys } = services
  const devices = await deviceRows(database.kysely, owner)
  const sending = { egress, keys, isUrgent, contact: contactOf(services.publicUrl()) }
  const outcomes = await Promise.all(
    devices.map(async (device) => {
      const outcome = await sendPush(device, message, sending)
      await database.transaction((tx) => noteOutcome(tx, device, outcome, services.clock.nowMs()))
      return outcome
    }),
  )
  const failed = outcomes.find((outcome) => outcome.kind === 'failed')
  const isReached = outcomes.some(({ kind }) => kind === 'sent')
  return failed === undefined || isReached ? undefined : failed.reason
}

async function noteOutcome(
  tx: Tx,
  { device_id: deviceId }: DeviceRow,
  outcome: PushOutcome,
  nowMs: number,
): Promise<void> {
  switch (outcome.kind) {
    case 'sent':
      await sql`
        update push_devices set last_sent_at = ${new Date(nowMs)}, last_error = null where device_id = ${deviceId}`.execute(
        tx,
      )
      return
    case 'gone':
      await sql`delete from push_devices where device_id = ${deviceId}`.execute(tx)
      return
    case 'failed':
      await sql`update push_devices set last_error = ${outcome.reason} where device_id = ${deviceId}`.execute(tx)
  }
}

/** Push services want to know whom to turn to; plain http addresses are not taken. */
function contactOf(publicUrl: string): string {
  return publicUrl.startsWith('https://') ? publicUrl : 'mailto:stationmaster@example.com'
}

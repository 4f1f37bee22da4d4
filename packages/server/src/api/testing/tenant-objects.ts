import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Client } from '../../contract/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { createTestAuthority } from '../../testing/test-authority.ts'

/** What paths name. `station` and what hangs on one belongs to a site; the others to the whole tenant. */
export type ObjectKind =
  | 'station'
  | 'site'
  | 'picture'
  | 'command'
  | 'run'
  | 'session'
  | 'certificate'
  | 'rotation'
  | 'upgrade'
  | 'commissioning'
  | 'maintenance'
  | 'workOrder'
  | 'stranger'
  | 'token'
  | 'driver'
  | 'tariff'
  | 'template'
  | 'file'
  | 'quirks'
  | 'group'
  | 'role'
  | 'key'
  | 'invitation'
  | 'member'
  | 'mail'
  | 'root'
  | 'contract'
  | 'import'
  | 'webhook'
  | 'delivery'
  | 'booking'

export type TenantObjects = Readonly<Record<ObjectKind, string>>

/** The smallest PNG. */
export const PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

export interface Tenancy {
  readonly tenantId: number
  readonly call: Client
  /** In the name of whatever carries one, to be found again in what others are shown. */
  readonly mark: string
  readonly database: Database
  /** A receiver of webhooks. */
  readonly receiverUrl: string
}

/** One of everything that a path can name, at one site of a tenant. */
export async function makeObjects(tenancy: Tenancy): Promise<TenantObjects> {
  const { call, mark } = tenancy
  const { id: site } = await call('createSite', { body: { name: `${mark} site` } })
  const station = `${mark}-1`
  await call('createStation', { body: { id: station, name: `${mark} station`, siteId: site } })
  const { id: picture } = await call('addPlanPicture', { params: { id: site }, body: { picture: PICTURE } })
  return {
    station,
    site,
    picture,
    ...(await hangingOn(tenancy, station)),
    booking: await bookedAt(tenancy, site),
    ...(await ofTheTenant(tenancy)),
    ...(await reported(tenancy, station)),
  }
}

async function hangingOn({ call }: Tenancy, stationId: string) {
  const command = { kind: 'reset', mode: 'onIdle' } as const
  const params = { stationId }
  const queued = await call('sendCommand', {
    params,
    query: {},
    body: { command, ifOffline: 'queue', deadlineS: 86_400 },
  })
  const run = await call('startCommandRun', {
    body: { command, stations: { ids: [stationId] }, ifOffline: 'queue', perMinute: 1, deadlineS: 86_400 },
  })
  const { id: rotation } = await call('startPasswordRotation', { params, body: {} })
  const { id: commissioning } = await call('startCommissioning', { params, body: {} })
  return { command: queued.id, run: run.id, rotation, commissioning }
}

async function bookedAt({ call, mark }: Tenancy, siteId: string): Promise<string> {
  const [from, until] = ['2099-06-01T08:00:00Z', '2099-06-01T09:00:00Z']
  return (await call('createBooking', { body: { siteId, contact: `${mark} caller`, from, until } })).id
}

async function ofTheTenant({ call, mark, receiverUrl }: Tenancy) {
  const name = `${mark} thing`
  const { id: driver } = await call('createDriver', { body: { name, email: `${mark}@drivers.example` } })
  const { id: tariff } = await call('createTariff', { body: { name } })
  const { id: token } = await call('createToken', {
    body: { value: `${mark}TOKEN`, type: 'ISO14443', label: name, driverId: driver },
  })
  const entry = { kind: 'variable' as const, component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval', value: '300' }
  const { id: template } = await call('createTemplate', { body: { name, enabled: false, entries: [entry] } })
  const { file } = await call('createFirmware', { body: { name: `${mark}.bin` } })
  const pattern = { vendor: `${mark}*`, model: '*', firmware: '*' }
  const { id: quirks } = await call('createQuirkProfile', {
    body: { name, ...pattern, quirks: { emptyBasicUser: true } },
  })
  const { id: group } = await call('createStationGroup', { body: { name } })
  const { id: role } = await call('createRole', { body: { name, permissions: ['network.read'] } })
  const { id: key } = await call('createApiKey', { body: { name, role: 'readOnly' } })
  const { id: invitation } = await call('invitePerson', { body: { email: `${mark}@example.com`, role: 'readOnly' } })
  const { items: mails } = await call('listOutboxMails', {})
  const mail = mails.find(({ to }) => to.startsWith(mark.toLowerCase()) || to.startsWith(mark))?.id ?? ''
  const { pem: certificate } = await createTestAuthority(mark)
  const { id: root } = await call('addTrustedRoot', { body: { purpose: 'mo', label: name, certificate } })
  const content = `value,type\n${mark}IMPORTED,ISO14443\n`
  const { id: imported } = await call('previewImport', { body: { kind: 'tokens', format: 'csv', content } })
  const { id: webhook } = await call('createWebhook', { body: { name, url: receiverUrl, types: ['station.online'] } })
  const { id: delivery } = await call('testWebhook', { params: { id: webhook } })
  const { items: people } = await call('listMembers', {})
  const member = people[0]?.id ?? ''
  return {
    token,
    driver,
    tariff,
    template,
    file: file.id,
    quirks: quirks ?? '',
    group,
    role,
    key,
    invitation,
    mail,
    root,
    import: imported,
    webhook,
    delivery,
    member,
  }
}

/** What only a station, or time, brings about. */
async function reported({ tenantId, database, mark }: Tenancy, station: string) {
  const [session, certificate, upgrade, maintenance] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const contract = createHash('sha256')
    .update(mark + tenantId)
    .digest('hex')
  const db = database.kysely
  const stationKey = sql`(select station_id from stations where tenant_id = ${tenantId} and identity = ${station})`
  await sql`
    insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, transaction_id, state, started_at,
      fold, last_event_at, received_at, updated_at)
    values (${tenantId}, ${stationKey}, ${session}, 1, 1, '1', 'ended', now(), '{}', now(), now(), now())`.execute(db)
  await sql`
    insert into station_certificates (tenant_id, station_id, certificate_id, certificate_use, state, csr, csr_hash,
      requested_at)
    values (${tenantId}, ${stationKey}, ${certificate}, 'ChargingStationCertificate', 'active', 'csr', 'hash', now())`.execute(
    db,
  )
  await sql`
    insert into security_upgrades (tenant_id, upgrade_id, station_id, target, plan, state, requested_by, created_at,
      updated_at, expires_at)
    values (${tenantId}, ${upgrade}, ${stationKey}, 2, '{}', 'prepared', 'test', now(), now(), now() + interval '1 day')`.execute(
    db,
  )
  await sql`
    insert into maintenance_requests (tenant_id, station_id, command_id, kind, request_id, state, requested_by, created_at,
      updated_at)
    values (${tenantId}, ${stationKey}, ${maintenance}, 'logUpload', 1, 'requested', 'test', now(), now())`.execute(db)
  await sql`
    insert into issued_certificates (tenant_id, authority, serial_number, kind, subject, fingerprint, not_after, issued_at)
    values (${tenantId}, 'local-ecdsa', ${mark + tenantId}, 'contract', ${mark}, ${contract}, now() + interval '1 day', now())`.execute(
    db,
  )
  await sql`
    insert into quarantine (tenant_id, identity, identity_folded, first_seen_at, last_seen_at)
    values (${tenantId}, ${`${mark}-NEW`}, lower(${`${mark}-NEW`}), now(), now())`.execute(db)
  const workOrder = randomUUID()
  await sql`
    insert into work_orders (tenant_id, order_id, number, station_id, fault_kind, priority, state, assignee_id,
      assignee_name, slot_from, slot_until, created_by, created_at)
    values (${tenantId}, ${workOrder}, 1, ${stationKey}, 'stationOffline', 'urgent', 'sent', ${randomUUID()}, ${mark},
      now(), now() + interval '1 hour', 'test', now())`.execute(db)
  return { session, certificate, upgrade, maintenance, workOrder, contract, stranger: `${mark}-NEW` }
}

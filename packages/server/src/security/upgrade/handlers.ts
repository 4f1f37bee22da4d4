import { sql } from 'kysely'
import type { z } from 'zod'
import { nameOf, recordAudit } from '../../accounts/index.ts'
import { NewestCursor, newestFirst, type Page, pageOf } from '../../api/cursor.ts'
import type { Handlers } from '../../api/handler.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import { placeAfter } from '../../api/paging.ts'
import type { SecurityUpgrade, SecurityUpgradeInput, SecurityUpgradeQuery } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { ProcedureParts } from '../ports.ts'
import { cancelUpgrade } from './cancel.ts'

type UpgradeHandlers = Pick<Handlers, 'startSecurityUpgrade' | 'listSecurityUpgrades' | 'cancelSecurityUpgrade'>

const newest = newestFirst(sql`u.created_at`, sql`u.upgrade_id`)

export function upgradeHandlers(parts: ProcedureParts): UpgradeHandlers {
  const { database, clock, ids } = parts
  return {
    startSecurityUpgrade: async ({ actor, params, body }) => {
      const { tenantId } = actor
      const station = await readStation(database.kysely, tenantId, params.stationId)
      if (station === undefined) throw new Refusal('stationNotFound')
      refuseUnfit(body, station)
      const nowMs = clock.nowMs()
      const upgradeId = ids.next()
      const { target, reason, plan, expiresInS } = body
      await database.transaction(async (tx) => {
        const now = new Date(nowMs)
        const { rows } = await sql`
          insert into security_upgrades (tenant_id, upgrade_id, station_id, target, plan, state, requested_by, reason,
            created_at, updated_at, expires_at)
          values (${tenantId}, ${upgradeId}, ${station.station_id}, ${target}, ${JSON.stringify(plan)}::jsonb, 'prepared',
            ${nameOf(actor)}, ${reason ?? null}, ${now}, ${now}, ${new Date(nowMs + expiresInS * 1000)})
          on conflict (station_id) where ended_at is null do nothing returning upgrade_id`.execute(tx)
        if (rows.length === 0) throw new Refusal('upgradeUnderWay')
        const deed = { action: 'station.securityUpgrade', object: params.stationId, detail: { upgradeId, target } }
        await recordAudit(tx, actor, { atMs: nowMs, reason, ...deed })
      })
      return readUpgrade(database.kysely, tenantId, upgradeId)
    },

    cancelSecurityUpgrade: async ({ actor, params }) => {
      await readUpgrade(database.kysely, actor.tenantId, params.id)
      await cancelUpgrade(parts, actor, params.id)
      return readUpgrade(database.kysely, actor.tenantId, params.id)
    },

    listSecurityUpgrades: ({ actor, query: { cursor, ...query } }) =>
      listUpgrades(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, NewestCursor) }),
  }
}

async function readUpgrade(db: Db, tenantId: TenantId, id: string): Promise<SecurityUpgrade> {
  const { items } = await listUpgrades(db, tenantId, { id, limit: 1, after: undefined })
  const [upgrade] = items
  if (upgrade === undefined) throw new Refusal('upgradeNotFound')
  return upgrade
}

interface StationRow {
  readonly station_id: number
  readonly ocpp_version: string | null
  readonly least: number
  readonly has_certificate: boolean
}

async function readStation(db: Db, tenantId: TenantId, identity: string): Promise<StationRow | undefined> {
  const { rows } = await sql<StationRow>`
    select s.station_id, s.ocpp_version, greatest(s.security_profile, s.reached_profile) as least,
      exists (select from station_certificates c where c.station_id = s.station_id
        and c.certificate_use = 'ChargingStationCertificate' and c.state in ('accepted', 'active')) as has_certificate
    from stations s where s.tenant_id = ${tenantId} and s.identity_folded = ${identity.toLowerCase()}`.execute(db)
  return rows[0]
}

/** What would leave a station without a way in, or cannot work, is not begun. */
function refuseUnfit({ target, plan, unchecked }: z.output<typeof SecurityUpgradeInput>, station: StationRow): void {
  const { ocpp_version: version, least, has_certificate: hasCertificate } = station
  const wrong = (field: string, rule: string) => new Refusal('invalidInput', { errors: [{ field, rule }] })
  if (version === null) throw new Refusal('stationOffline', { detail: 'The station has never connected.' })
  if (target <= least) throw wrong('target', `must be more than ${least}, which it must use already`)
  if (version !== '1.6' && plan.url === undefined) throw wrong('plan.url', 'is needed by OCPP 2.x')
  if (version !== '1.6' && plan.slot === undefined) throw wrong('plan.slot', 'is needed by OCPP 2.x')
  if (plan.slot !== undefined && plan.slot === plan.currentSlot) {
    throw wrong('plan.slot', 'must not be the one that it uses now: it is its way back')
  }
  if (version !== '1.6' && target > 1 && plan.url?.startsWith('wss:') !== true) {
    throw wrong('plan.url', 'must start with wss:// for profiles 2 and 3')
  }
  if (target === 3 && !hasCertificate && !unchecked) {
    throw wrong('target', 'needs a certificate of the station; with "unchecked":true it is taken to have one')
  }
}

interface UpgradeRow {
  readonly upgrade_id: string
  readonly identity: string
  readonly target: number
  readonly state: SecurityUpgrade['state']
  readonly attempts: number
  readonly command_id: string | null
  readonly requested_by: string
  readonly reason: string | null
  readonly detail: string | null
  readonly created_at: Date
  readonly updated_at: Date
  readonly expires_at: Date
  readonly ended_at: Date | null
  readonly cursor_at: string
}

interface UpgradeFilter extends Omit<z.output<typeof SecurityUpgradeQuery>, 'cursor' | 'limit'> {
  readonly id?: string
  readonly limit: number
  readonly after: z.infer<typeof NewestCursor> | undefined
}

async function listUpgrades(db: Db, tenantId: TenantId, filter: UpgradeFilter): Promise<Page<SecurityUpgrade>> {
  const conditions = [sql`u.tenant_id = ${tenantId}`]
  const { id, stationId, state, after } = filter
  if (id !== undefined) conditions.push(sql`u.upgrade_id = ${id}`)
  if (stationId !== undefined) conditions.push(sql`s.identity_folded = ${stationId.toLowerCase()}`)
  if (state !== undefined) conditions.push(sql`u.state = ${state}`)
  if (after !== undefined) conditions.push(newest.after(after))
  const { rows } = await sql<UpgradeRow>`
    select u.upgrade_id, s.identity, u.target, u.state, u.attempts, u.command_id, u.requested_by, u.reason, u.detail,
      u.created_at, u.updated_at, u.expires_at, u.ended_at, ${newest.at} as cursor_at
    from security_upgrades u join stations s using (station_id)
    where ${sql.join(conditions, sql` and `)}
    order by ${newest.order} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: upgradeOf, key: (row) => [row.cursor_at, row.upgrade_id] })
}

function upgradeOf(row: UpgradeRow): SecurityUpgrade {
  return {
    id: row.upgrade_id,
    stationId: row.identity,
    target: row.target,
    state: row.state,
    attempts: row.attempts,
    commandId: row.command_id,
    requestedBy: row.requested_by,
    reason: row.reason,
    detail: row.detail,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    expiresAt: instant(row.expires_at),
    endedAt: instantOrNull(row.ended_at),
  }
}

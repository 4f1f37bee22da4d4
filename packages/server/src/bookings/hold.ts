import { sql } from 'kysely'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import { type CommandPort, newCommandId } from '../stations/commands/own-command.ts'
import type { CommandId, StationKey, TenantId } from '../stations/ids.ts'
import { insertReservation } from './reservations.ts'
import { endStayTokens, type Stay, tokenFor } from './stay-token.ts'

/** How often bookings are looked after. */
export const BOOKING_STEP_MS = 5000
const RETRY_MS = 60_000
/** A command that is not sent by then is given up; the next round asks anew. */
const SEND_WITHIN_MS = 45_000
const AT_ONCE = 100

export interface HoldServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly commands: CommandPort
  readonly config: { readonly holdAheadMs: number; readonly graceMs: number }
  readonly announceBooking: (tenantId: TenantId, bookingId: string) => void
}

interface Changed {
  readonly tenant_id: TenantId
  readonly booking_id: string
}

interface Wake {
  readonly stationKey: StationKey
  readonly commandId: CommandId
}

/**
 * Brings each booking to where time and its station have taken it, asks stations to hold what begins soon, and gives free
 * what nobody wants any more. All that is known stands in the rows, so any process may do it, and any again.
 */
export async function holdBookings(services: HoldServices): Promise<void> {
  const { changed, wakes } = await services.database.transaction(async (tx) => {
    const followed = await follow(tx, services)
    const held = await askToHold(tx, services)
    const freed = await giveFree(tx, services)
    return { changed: [...followed, ...held.changed], wakes: [...held.wakes, ...freed] }
  })
  for (const { tenant_id, booking_id } of changed) services.announceBooking(tenant_id, booking_id)
  await Promise.all(wakes.map((wake) => services.commands.route(wake)))
}

/** What stations have answered and drivers have done since, and what time alone has ended. */
async function follow(tx: Tx, { clock, config }: HoldServices): Promise<readonly Changed[]> {
  const now = sql`${new Date(clock.nowMs())}::timestamptz`
  const grace = sql`${config.graceMs} * interval '1 ms'`
  const { rows } = await sql<Changed & { readonly is_over: boolean }>`
    with seen as (
      select b.booking_id, b.state as before,
        case
          when r.state = 'used' or exists (
            select from sessions x where x.station_id = b.station_id and x.evse_id = b.evse_id
              and x.id_token_folded = r.id_token_folded and x.started_at >= r.created_at and x.started_at < b.until_at
          ) then 'used'
          when b.state = 'requested' then case when b.until_at <= ${now} then 'expired' end
          when b.state = 'active' and least(greatest(b.from_at, r.created_at) + ${grace}, b.until_at) <= ${now} then 'noShow'
          when b.until_at <= ${now} then 'expired'
          when r.state = 'active' then 'active'
          when r.state in ('refused', 'failed', 'cancelled', 'expired', 'removed') then 'approved'
        end as after,
        case when r.state in ('refused', 'failed', 'cancelled', 'expired', 'removed') then coalesce(r.status, r.state) end as problem
      from bookings b
      left join reservations r on r.station_id = b.station_id and r.reservation_id = b.reservation_id
      where b.state in ('requested', 'approved', 'active') and (b.reservation_id is not null or b.until_at <= ${now})
      for update of b skip locked
    )
    update bookings b set state = s.after,
      reservation_id = case when s.after = 'approved' then null else b.reservation_id end,
      hold_problem = case when s.after = 'approved' then s.problem end,
      next_try_at = case when s.after = 'approved' then ${now} + ${RETRY_MS} * interval '1 ms' end
    from seen s
    where b.booking_id = s.booking_id and s.after is not null and (s.after <> s.before or s.after = 'approved')
    returning b.tenant_id, b.booking_id, b.state in ('noShow', 'expired') as is_over`.execute(tx)
  await endStayTokens(
    tx,
    rows.flatMap(({ is_over, booking_id }) => (is_over ? [booking_id] : [])),
  )
  return rows
}

interface Due extends Changed, Stay {
  readonly station_id: StationKey
  readonly evse_id: number
  readonly is_online: boolean
}

async function askToHold(tx: Tx, services: HoldServices) {
  const { clock, config } = services
  const now = new Date(clock.nowMs())
  const { rows } = await sql<Due>`
    select b.tenant_id, b.booking_id, b.station_id, b.evse_id, s.connected_node is not null as is_online,
      b.until_at, b.id_token,
      (select k.value from id_tokens k where k.driver_id = b.driver_id and k.status = 'active'
       order by k.created_at, k.token_id limit 1) as driver_token
    from bookings b join stations s on s.station_id = b.station_id
    where b.state = 'approved' and b.reservation_id is null and b.until_at > ${now}
      and b.from_at <= ${new Date(clock.nowMs() + config.holdAheadMs)}
      and (b.next_try_at is null or b.next_try_at <= ${now})
    order by b.from_at limit ${AT_ONCE} for update of b skip locked`.execute(tx)
  const changed: Changed[] = []
  const wakes: Wake[] = []
  for (const due of rows) {
    if (due.is_online) wakes.push(await askStation(tx, services, due))
    else await noteOffline(tx, due, clock.nowMs())
    changed.push(due)
  }
  return { changed, wakes }
}

/** Looked for again within the minute; the place is told of as not held meanwhile. */
async function noteOffline(tx: Tx, { booking_id }: Due, nowMs: number): Promise<void> {
  await sql`
    update bookings set hold_problem = 'offline', next_try_at = ${new Date(nowMs + RETRY_MS)}
    where booking_id = ${booking_id}`.execute(tx)
}

async function askStation(tx: Tx, services: HoldServices, due: Due): Promise<Wake> {
  const { clock, ids, random, commands } = services
  const nowMs = clock.nowMs()
  const { stayTokenId, ...idToken } = await tokenFor(tx, services, due)
  const command = {
    kind: 'reserveNow',
    reservationId: 1 + Math.floor(random.fraction() * 2_147_483_646),
    idToken,
    // Taken back when the grace is over; should we be away then, the end of the stay frees the place.
    expiresAtMs: due.until_at.getTime(),
    evse: { evseId: due.evse_id, connectorId: 1 },
  } as const
  const wake = { stationKey: due.station_id, commandId: newCommandId(ids) }
  const stored = { tenantId: due.tenant_id, ...wake, command, nowMs }
  await insertReservation(tx, stored)
  await commands.store(tx, { ...stored, reason: 'A booking begins soon.', deadlineAtMs: nowMs + SEND_WITHIN_MS })
  await sql`
    update bookings set reservation_id = ${command.reservationId}, id_token = ${idToken.value},
      stay_token_id = coalesce(${stayTokenId}, stay_token_id)
    where booking_id = ${due.booking_id}`.execute(tx)
  return wake
}

interface Held extends Changed {
  readonly station_id: StationKey
  readonly reservation_id: number
  readonly reserve_command_id: CommandId
  readonly reservation_state: 'requested' | 'active'
}

/**
 * Places that are still held for bookings that are over: taken back while the request waits, cancelled once it is kept. A
 * station that is away is asked when it is back.
 */
async function giveFree(tx: Tx, { clock, ids, commands }: HoldServices): Promise<readonly Wake[]> {
  const nowMs = clock.nowMs()
  const { rows } = await sql<Held>`
    select b.tenant_id, b.booking_id, b.station_id, b.reservation_id, r.command_id as reserve_command_id,
      r.state as reservation_state
    from bookings b join reservations r on r.station_id = b.station_id and r.reservation_id = b.reservation_id
    join stations s on s.station_id = b.station_id
    where b.state in ('withdrawn', 'noShow', 'expired')
      and (r.state = 'requested' or (r.state = 'active' and s.connected_node is not null))
      and (b.next_try_at is null or b.next_try_at <= ${new Date(nowMs)})
    limit ${AT_ONCE} for update of b skip locked`.execute(tx)
  const wakes: Wake[] = []
  for (const held of rows) {
    const { tenant_id: tenantId, station_id: stationKey, reservation_id: reservationId } = held
    const commandId = newCommandId(ids)
    if (held.reservation_state === 'requested') {
      const detail = 'The booking is over.'
      await commands.withdraw(tx, { tenantId, commandId: held.reserve_command_id, detail, nowMs })
    } else {
      await commands.store(tx, {
        ...{ tenantId, stationKey, commandId, nowMs },
        command: { kind: 'cancelReservation', reservationId },
        reason: 'The booking is over.',
        deadlineAtMs: nowMs + SEND_WITHIN_MS,
      })
      await sql`
        update bookings set cancel_command_id = ${commandId}, next_try_at = ${new Date(nowMs + RETRY_MS)}
        where booking_id = ${held.booking_id}`.execute(tx)
      wakes.push({ stationKey, commandId })
    }
  }
  return wakes
}

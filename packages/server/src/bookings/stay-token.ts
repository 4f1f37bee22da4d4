import { foldIdToken } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import { insertToken } from '../access/queries.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** What is known of whoever comes. */
export interface Stay {
  readonly tenant_id: TenantId
  readonly until_at: Date
  readonly id_token: string | null
  readonly driver_token: string | null
}

interface TokenServices {
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
}

interface HeldToken {
  readonly value: string
  readonly type: string
  /** Null: it was there before. */
  readonly stayTokenId: string | null
}

/** The driver's token; for somebody without one, a new one for this stay alone. */
export async function tokenFor(tx: Tx, { ids, random, clock }: TokenServices, stay: Stay): Promise<HeldToken> {
  const known = stay.id_token ?? stay.driver_token
  if (known !== null) {
    const { rows } = await sql<{ type: string }>`
      select type from id_tokens
      where tenant_id = ${stay.tenant_id} and value_folded = ${foldIdToken(known)}`.execute(tx)
    return { value: known, type: rows[0]?.type ?? 'Central', stayTokenId: null }
  }
  // 1.6 stations take at most 20 characters.
  const value = `BOOK${Buffer.from(random.bytes(7)).toString('hex').toUpperCase()}`
  const token = { tenantId: stay.tenant_id, tokenId: ids.next(), value, type: 'Central' } as const
  await insertToken(tx, {
    ...token,
    label: 'Booking',
    status: 'active',
    expiresAt: stay.until_at.toISOString(),
    maxConcurrent: 1,
    nowMs: clock.nowMs(),
  })
  return { value, type: token.type, stayTokenId: token.tokenId }
}

/** Tokens made for stays that will not be open nothing any more. */
export async function endStayTokens(tx: Tx, bookingIds: readonly string[]): Promise<void> {
  if (bookingIds.length === 0) return
  await sql`
    update id_tokens k set status = 'blocked' from bookings b
    where b.booking_id = any(${bookingIds}::uuid[]) and k.tenant_id = b.tenant_id and k.token_id = b.stay_token_id
      and k.status <> 'blocked'`.execute(tx)
}

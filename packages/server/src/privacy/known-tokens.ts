import { foldIdToken } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Database, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** A table is looked through from end to end, but not for ever. */
const SEARCH_MS = 300_000

export async function withinSearchTime(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = ${sql.lit(SEARCH_MS)}`.execute(tx)
}

/**
 * The tokens among some words: registered with the tenant, charged or reserved with. Texts are searched for these only,
 * or any word would open what is of nobody who charges.
 */
export async function knownTokens(
  database: Database,
  tenantId: TenantId,
  words: readonly string[],
): Promise<readonly string[]> {
  const folded = words.map(foldIdToken)
  const { rows } = await database.transaction(async (tx) => {
    await withinSearchTime(tx)
    return sql<{ token: string }>`
    select value_folded as token from id_tokens where tenant_id = ${tenantId} and value_folded = any(${folded}::text[])
    union select id_token_folded from sessions
    where tenant_id = ${tenantId} and id_token_folded = any(${folded}::text[])
    union select id_token_folded from reservations
    where tenant_id = ${tenantId} and id_token_folded = any(${folded}::text[])`.execute(tx)
  })
  const known = new Set(rows.map(({ token }) => token))
  return words.filter((word) => known.has(foldIdToken(word)))
}

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../platform/database/index.ts'

/** A code of an app is right for its own half minute, the one before and the one after. */
const RIGHT_FOR_MS = 90_000

/** A code that somebody has typed. */
export interface TypedCode {
  readonly personId: string
  readonly code: string
}

/** Whether a code was accepted already while it is right. */
export async function isCodeUsed(db: Db, typed: TypedCode, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    select from used_codes
    where person_id = ${typed.personId} and code_hash = ${hashOf(typed)} and expires_at > ${new Date(nowMs)}`.execute(
    db,
  )
  return rows.length > 0
}

/** Uses an accepted code up. Of many at once with the same code exactly one gets true. */
export async function useCode(tx: Tx, typed: TypedCode, nowMs: number): Promise<boolean> {
  const now = new Date(nowMs)
  await sql`delete from used_codes where person_id = ${typed.personId} and expires_at <= ${now}`.execute(tx)
  const { rows } = await sql`
    insert into used_codes (person_id, code_hash, expires_at)
    values (${typed.personId}, ${hashOf(typed)}, ${new Date(nowMs + RIGHT_FOR_MS)})
    on conflict do nothing returning person_id`.execute(tx)
  return rows.length > 0
}

function hashOf({ personId, code }: TypedCode): Buffer {
  return createHash('sha256').update(`${personId} ${code}`).digest()
}

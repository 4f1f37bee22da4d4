import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { hashOpaqueToken } from '../opaque-token.ts'

/** How long somebody may take at the provider. */
const TRY_MS = 10 * 60_000

const Try = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  issuer: z.string(),
  next: z.string(),
})
/** What a browser was sent to its provider with. */
export type SignOnTry = z.infer<typeof Try>

/** Whose try it is. */
export interface TryOwner {
  readonly tenantId: number
  /** The secret of the browser's cookie. */
  readonly browser: string
}

/** Stores a try, and forgets those that nobody came back from. */
export async function insertTry(
  tx: Tx,
  sealing: Sealing,
  attempt: TryOwner & { readonly content: SignOnTry; readonly nowMs: number },
): Promise<void> {
  const { tenantId, browser, content, nowMs } = attempt
  await sql`delete from single_sign_on_tries where expires_at < ${new Date(nowMs)}`.execute(tx)
  await sql`
    insert into single_sign_on_tries (tenant_id, state_hash, browser_hash, sealed, expires_at)
    values (${tenantId}, ${hashOpaqueToken(content.state)}, ${hashOpaqueToken(browser)},
      ${sealing.seal(JSON.stringify(content))}, ${new Date(nowMs + TRY_MS)})`.execute(tx)
}

/** Uses a try up: of many who come back with one state exactly one gets it, and only in the browser that left. */
export async function takeTry(
  db: Db,
  sealing: Sealing,
  { tenantId, browser, state, nowMs }: TryOwner & { readonly state: string; readonly nowMs: number },
): Promise<SignOnTry | undefined> {
  const { rows } = await sql<{ sealed: Buffer }>`
    delete from single_sign_on_tries
    where tenant_id = ${tenantId}::int and state_hash = ${hashOpaqueToken(state)}
      and browser_hash = ${hashOpaqueToken(browser)} and expires_at > ${new Date(nowMs)}
    returning sealed`.execute(db)
  const opened = rows[0] && sealing.open(rows[0].sealed)
  return opened === undefined ? undefined : Try.parse(JSON.parse(opened))
}

import { sql } from 'kysely'
import { type CommandRunInput, isDangerous, Safeguards, USUAL_SAFEGUARDS } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'

/** What the tenant asks for; what cannot be read counts as not chosen. */
export async function readSafeguards(db: Db, tenantId: number): Promise<Safeguards> {
  const { rows } = await sql<{ body: unknown }>`
    select body from tenant_rules where tenant_id = ${tenantId} and subject = 'safeguards'`.execute(db)
  return Safeguards.safeParse(rows[0]?.body).data ?? USUAL_SAFEGUARDS
}

export async function writeSafeguards(tx: Tx, tenantId: number, rules: Safeguards, nowMs: number): Promise<void> {
  await sql`
    insert into tenant_rules (tenant_id, subject, body, changed_at)
    values (${tenantId}, 'safeguards', ${JSON.stringify(rules)}::jsonb, ${new Date(nowMs)})
    on conflict (tenant_id, subject) do update set body = excluded.body, changed_at = excluded.changed_at`.execute(tx)
}

const HOUR_MS = 3_600_000

/**
 * Until when somebody else has to approve a run; undefined when it may begin. Refuses one whose number of stations has
 * to be typed and was not.
 */
export function approvalUntil(
  rules: Safeguards,
  run: {
    readonly command: CommandRunInput['command']
    readonly stations: number
    readonly confirmed: number | undefined
    readonly nowMs: number
  },
): number | undefined {
  const { mode, fromStations, approvalHours } = rules
  if (mode === 'off' || run.stations < fromStations || !isDangerous(run.command)) return undefined
  if (mode === 'secondPerson') return run.nowMs + approvalHours * HOUR_MS
  if (run.confirmed === run.stations) return undefined
  throw new Refusal('confirmationNeeded', {
    detail: `It concerns ${run.stations} stations. Type that number to go on.`,
    errors: [{ field: 'confirmStations', rule: `must be ${run.stations}, the number of stations` }],
  })
}

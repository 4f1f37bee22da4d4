import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'

/** What is left in the database when everything that was begun should have ended. */
export interface Aftermath {
  /** Entries of the inbox that are still there. */
  readonly inboxLeft: number
  /** Commands that wait for an answer although their deadline is long over. */
  readonly commandsLeft: number
  /** What was set aside, by table and reason. */
  readonly refused: readonly { readonly table: string; readonly error: string; readonly times: number }[]
  /** Commands by what became of them. */
  readonly commandStates: ReadonlyMap<string, number>
}

const POLL_MS = 500
const PATIENCE_MS = 180_000

/** Waits until the inbox is empty and no command is under way, or patience is at its end, and says what is left. */
export async function readAftermath(client: pg.ClientBase): Promise<Aftermath> {
  const deadlineMs = performance.now() + PATIENCE_MS
  let left = await countLeft(client)
  while (left.inboxLeft + left.commandsLeft > 0 && performance.now() < deadlineMs) {
    await delay(POLL_MS)
    left = await countLeft(client)
  }
  const refused = await client.query<{ table: string; error: string; times: number }>(
    `select table_name as table, error, count(*)::int as times from refused_rows group by 1, 2 order by 3 desc`,
  )
  const states = await client.query<{ state: string; times: number }>(
    `select state, count(*)::int as times from commands group by 1`,
  )
  const commandStates = new Map(states.rows.map(({ state, times }) => [state, times]))
  return { ...left, refused: refused.rows, commandStates }
}

async function countLeft(client: pg.ClientBase): Promise<Pick<Aftermath, 'inboxLeft' | 'commandsLeft'>> {
  const { rows } = await client.query<{ inbox: number; commands: number }>(
    `select (select count(*)::int from station_inbox) as inbox,
            (select count(*)::int from commands where state in ('queued', 'sent')) as commands`,
  )
  return { inboxLeft: rows[0]?.inbox ?? 0, commandsLeft: rows[0]?.commands ?? 0 }
}

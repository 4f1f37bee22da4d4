import { setTimeout as delay } from 'node:timers/promises'
import { isAction, type OcppVersion, validatePayload } from '@stationmaster/ocpp'
import type pg from 'pg'
import { count } from './fuzz-tally.ts'

/** What is left in the database when everything that was begun should have ended. */
export interface Aftermath {
  /** Entries of the inbox that are still there. */
  readonly inboxLeft: number
  /** Commands that wait for an answer although their deadline is long over. */
  readonly commandsLeft: number
  /** Reports of energy that break their schema: kept raw, as they have to be. */
  readonly keptRaw: number
  /** What else was set aside, by table and reason: there should be nothing. */
  readonly refused: ReadonlyMap<string, number>
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
  const setAside = await client.query<Refused>(
    `select table_name as action, error, content, ocpp_version as version
     from refused_rows left join stations using (station_id)`,
  )
  const refused = new Map<string, number>()
  for (const row of setAside.rows) if (!isExplained(row)) count(refused, `${row.action}: ${row.error}`)
  const keptRaw = setAside.rows.length - [...refused.values()].reduce((sum, times) => sum + times, 0)
  const states = await client.query<{ state: string; times: number }>(
    `select state, count(*)::int as times from commands group by 1`,
  )
  const commandStates = new Map(states.rows.map(({ state, times }) => [state, times]))
  return { ...left, keptRaw, refused, commandStates }
}

interface Refused {
  readonly action: string
  readonly error: string
  readonly content: Buffer
  readonly version: string | null
}

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']

/** Whether the row is a whole frame whose payload breaks the schema of its action. */
function isExplained({ action, content, version }: Refused): boolean {
  const spoken = VERSIONS.find((one) => one === version)
  if (spoken === undefined || !isAction(spoken, action)) return false
  const frame: unknown = JSON.parse(content.toString())
  const payload: unknown = Array.isArray(frame) ? frame[3] : undefined
  return !validatePayload({ version: spoken, action, mode: 'lenient' }, 'request', payload).ok
}

async function countLeft(client: pg.ClientBase): Promise<Pick<Aftermath, 'inboxLeft' | 'commandsLeft'>> {
  const { rows } = await client.query<{ inbox: number; commands: number }>(
    `select (select count(*)::int from station_inbox) as inbox,
            (select count(*)::int from commands where state in ('queued', 'sent')) as commands`,
  )
  return { inboxLeft: rows[0]?.inbox ?? 0, commandsLeft: rows[0]?.commands ?? 0 }
}

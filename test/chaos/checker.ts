import type pg from 'pg'
import type { StationHistory, TrueTransaction } from './history.ts'

/** What is wrong with what is stored; every list is empty when nothing is. */
export interface Findings {
  readonly acknowledgedNotStored: string[]
  readonly storedNotSent: string[]
  readonly storedTwice: string[]
  /** True transactions with no session or with several, and sessions of no true transaction. */
  readonly sessions: string[]
  /** Sessions whose energy, registers or state differ from the truth. */
  readonly energy: string[]
  /** Acknowledged meter readings that are missing or differ. */
  readonly samples: string[]
  readonly unequalReplies: string[]
}

interface SessionRow {
  readonly transaction_id: string | null
  readonly state: string
  readonly meter_start_wh: string | null
  readonly meter_stop_wh: string | null
  readonly energy_wh: string
  readonly started_at_station: Date | null
}

/** Compares the histories of stations, all of whose transactions are over and acknowledged, with the database. */
export async function check(client: pg.ClientBase, histories: readonly StationHistory[]): Promise<Findings> {
  const findings: Findings = {
    acknowledgedNotStored: [],
    storedNotSent: [],
    storedTwice: [],
    sessions: [],
    energy: [],
    samples: [],
    unequalReplies: histories.flatMap(({ unequalReplies }) => unequalReplies),
  }
  for (const history of histories) {
    await checkFrames(client, history, findings)
    await checkSessions(client, history, findings)
    await checkSamples(client, history, findings)
  }
  return findings
}

export function isClean(findings: Findings): boolean {
  return Object.values(findings).every((list: readonly string[]) => list.length === 0)
}

const KEY = 'station_id = (select station_id from stations where identity_folded = lower($1))'

async function checkFrames(client: pg.ClientBase, history: StationHistory, findings: Findings): Promise<void> {
  const { identity, acknowledged, sent } = history
  const { rows } = await client.query<{ message_id: string; times: string }>(
    `select message_id, count(*) as times from frames where ${KEY} and inbound group by message_id`,
    [identity],
  )
  const stored = new Set(rows.map(({ message_id }) => message_id))
  findings.acknowledgedNotStored.push(...[...acknowledged].filter((id) => !stored.has(id)))
  findings.storedNotSent.push(...[...stored].filter((id) => !sent.has(id)))
  findings.storedTwice.push(...rows.filter(({ times }) => Number(times) > 1).map(({ message_id }) => message_id))
}

async function checkSessions(client: pg.ClientBase, history: StationHistory, findings: Findings): Promise<void> {
  const { identity, transactions } = history
  const { rows } = await client.query<SessionRow>(
    `select transaction_id, state, meter_start_wh, meter_stop_wh, energy_wh, started_at_station from sessions where ${KEY}`,
    [identity],
  )
  const unmatched = new Set(rows)
  for (const transaction of transactions) {
    const own = rows.filter((row) => row.started_at_station?.toISOString() === transaction.startedAt)
    for (const row of own) unmatched.delete(row)
    const name = `${identity} ${transaction.transactionId}`
    const [session] = own
    if (session === undefined || own.length > 1) findings.sessions.push(`${name} has ${own.length} sessions`)
    else findings.energy.push(...differences(session, transaction).map((text) => `${name}: ${text}`))
  }
  for (const row of unmatched)
    findings.sessions.push(`${identity} has a session of no transaction: ${JSON.stringify(row)}`)
}

function differences(session: SessionRow, transaction: TrueTransaction): string[] {
  const { meterStartWh, stop, transactionId } = transaction
  const expected: readonly [name: string, stored: unknown, truth: unknown][] = [
    ['transaction id', session.transaction_id, transactionId],
    ['state', session.state, 'ended'],
    ['start register', Number(session.meter_start_wh), meterStartWh],
    ['stop register', Number(session.meter_stop_wh), stop?.registerWh],
    ['energy', Number(session.energy_wh), (stop?.registerWh ?? 0) - meterStartWh],
  ]
  return expected.flatMap(([name, stored, truth]) => (stored === truth ? [] : [`${name} is ${stored}, truly ${truth}`]))
}

async function checkSamples(client: pg.ClientBase, history: StationHistory, findings: Findings): Promise<void> {
  const { rows } = await client.query<{ at: Date; energy_import_wh: string | null }>(
    `select at, energy_import_wh from meter_samples where ${KEY}`,
    [history.identity],
  )
  const stored = new Map(rows.map(({ at, energy_import_wh }) => [at.toISOString(), Number(energy_import_wh)]))
  for (const { samples } of history.transactions) {
    for (const { at, registerWh } of samples) {
      const found = stored.get(at)
      if (found !== registerWh) findings.samples.push(`${history.identity} at ${at}: ${found}, truly ${registerWh}`)
    }
  }
}

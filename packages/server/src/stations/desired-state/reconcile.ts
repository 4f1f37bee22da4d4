import type { StationCommand } from '@stationmaster/ocpp'
import { backOffMs } from '../../platform/back-off.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database, Tx } from '../../platform/database/index.ts'
import { eachAlone } from '../../platform/each-alone.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { withMessageLimits } from '../commands/fit-to-station.ts'
import { type CommandPort, newCommandId } from '../commands/own-command.ts'
import { brokenRules } from '../device-model/unfit-values.ts'
import type { CommandId, StationKey } from '../ids.ts'
import { compared, type Item, settled } from './comparison.ts'
import { compile, placeKey, type Wanted } from './compile.ts'
import {
  answeredStations,
  dueStations,
  endedCommands,
  type LookedAfter,
  readItems,
  replaceItems,
  takeStation,
  updateItem,
  writeStep,
} from './configuration-store.ts'
import { PROTECTIVE } from './protective.ts'
import { readCommand, readingsIn, resultsOf, setCommands, variableRef } from './station-commands.ts'
import { readTemplatesForComparison } from './template-store.ts'

export interface ReconcileServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly sealing: Sealing
  readonly commands: CommandPort
  readonly config: ReconcileConfig
}

export interface ReconcileConfig {
  /** Whether the built-in protective template is used. */
  readonly protective: boolean
  /** A station is left alone for this long after it has connected: its Boot and its queue come first. */
  readonly settleMs: number
  /** Stations that begin a comparison in one round. */
  readonly perRound: number
}

const SENT_WITHIN_MS = 120_000
const MOST_ANSWERED = 500
const RETRIES = { firstMs: 60_000, longestMs: 6 * 3_600_000 }

/**
 * One round of looking after the configuration of stations: those that wait for nothing go a step further, and some of
 * those that are due begin. Every step is one transaction, so that whoever is restarted goes on where it was.
 */
export async function reconcileStations(services: ReconcileServices): Promise<void> {
  const { database, clock, config } = services
  const db = database.kysely
  const due = await dueStations(db, { ...config, nowMs: clock.nowMs(), limit: config.perRound })
  await eachAlone([...(await answeredStations(db, MOST_ANSWERED)), ...due], async (stationKey) => {
    const questions = await database.transaction((tx) => goOn(services, tx, stationKey))
    await Promise.all(questions.map((question) => services.commands.route(question)))
  })
}

interface Question {
  readonly stationKey: StationKey
  readonly commandId: CommandId
}

async function goOn(services: ReconcileServices, tx: Tx, stationKey: StationKey): Promise<readonly Question[]> {
  const station = await takeStation(tx, stationKey)
  if (station === undefined) return []
  switch (station.step) {
    case 'reading':
      return compareStation(services, tx, station)
    case 'applying':
      return settleStation(services, tx, station)
    case 'settled':
    case null:
      return beginStation(services, tx, station)
  }
}

/** What the station shall be, by the templates as they are now. */
async function wantedOf(
  { sealing, config }: ReconcileServices,
  tx: Tx,
  station: LookedAfter,
): Promise<readonly Wanted[]> {
  const templates = await readTemplatesForComparison(tx, sealing, station.tenantId)
  return compile(
    templates.filter(({ enabled, builtIn }) => enabled && (builtIn !== PROTECTIVE || config.protective)),
    station,
  )
}

/** First it is asked what it has. */
async function beginStation(services: ReconcileServices, tx: Tx, station: LookedAfter): Promise<readonly Question[]> {
  const nowMs = services.clock.nowMs()
  const wanted = await wantedOf(services, tx, station)
  const readable = wanted.filter(({ isSecret }) => !isSecret)
  const begun = { beginsAtMs: nowMs, failures: station.failures, nextTryAtMs: null, problem: null }
  if (wanted.length === 0) {
    await replaceItems(tx, station, [])
    await writeStep(tx, station, { ...begun, step: 'settled', failures: 0 })
    return []
  }
  if (readable.length === 0) {
    await writeStep(tx, station, { ...begun, step: 'reading' })
    return compareStation(services, tx, { ...station, commandIds: [] })
  }
  const questions = await store(services, tx, station, [readCommand(readable, station.version === '1.6')])
  await writeStep(tx, station, { ...begun, step: 'reading', commandIds: questions.map(({ commandId }) => commandId) })
  return questions
}

/** Then what differs is set. */
async function compareStation(services: ReconcileServices, tx: Tx, station: LookedAfter): Promise<readonly Question[]> {
  const nowMs = services.clock.nowMs()
  const [read] = await endedCommands(tx, station)
  if (read !== undefined && read.answer === undefined) return postpone(tx, station, { nowMs, why: read.detail })
  const wanted = await wantedOf(services, tx, station)
  const written = wanted.map((one) => ({ ref: variableRef(one), value: one.value }))
  const broken = await brokenRules(tx, station.stationKey, written)
  const rules = new Map(wanted.map((one, index) => [placeKey(one), broken[index]]))
  const items = compared(wanted, await readItems(tx, station.stationKey), readingsIn(read?.answer), {
    nowMs,
    bootedAtMs: station.bootedAtMs,
    firmwareVersion: station.firmwareVersion,
    ruleOf: (one) => rules.get(placeKey(one)),
  })
  await replaceItems(tx, station, items)
  const toSet = items.filter(({ state }) => state === 'applying')
  const questions = await store(services, tx, station, setCommands(toSet, station.version === '1.6'))
  const commandIds = questions.map(({ commandId }) => commandId)
  const step = questions.length === 0 ? 'settled' : 'applying'
  await writeStep(tx, station, { step, commandIds, failures: 0, nextTryAtMs: firstRetry(items), problem: null })
  return questions
}

/** At last it is noted what came of it. */
async function settleStation(services: ReconcileServices, tx: Tx, station: LookedAfter): Promise<readonly Question[]> {
  const nowMs = services.clock.nowMs()
  const ended = await endedCommands(tx, station)
  const results = new Map(ended.flatMap(({ command, answer }) => [...resultsOf(command, answer)]))
  const items = [...(await readItems(tx, station.stationKey))].map(([key, { wantedValue, ...item }]) =>
    settled(item, wantedValue, results.get(key), nowMs),
  )
  for (const item of items) await updateItem(tx, station, item)
  const unanswered = ended.find(({ answer }) => answer === undefined)
  if (unanswered !== undefined) return postpone(tx, station, { nowMs, why: unanswered.detail })
  await writeStep(tx, station, { step: 'settled', failures: 0, nextTryAtMs: firstRetry(items), problem: null })
  return []
}

/** A station that does not answer is asked again later, and later each time; after a reconnect at once. */
async function postpone(
  tx: Tx,
  station: LookedAfter,
  { nowMs, why }: { readonly nowMs: number; readonly why: string | null },
): Promise<readonly Question[]> {
  const failures = station.failures + 1
  const problem = why ?? 'The station did not answer.'
  await writeStep(tx, station, {
    step: 'settled',
    failures: Math.min(failures, 1000),
    nextTryAtMs: nowMs + backOffMs(RETRIES, failures),
    problem,
  })
  return []
}

function firstRetry(items: readonly Pick<Item, 'nextTryAtMs'>[]): number | null {
  const times = items.flatMap(({ nextTryAtMs }) => nextTryAtMs ?? [])
  return times.length === 0 ? null : Math.min(...times)
}

async function store(
  { clock, ids, commands }: ReconcileServices,
  tx: Tx,
  { tenantId, stationKey }: LookedAfter,
  asked: readonly StationCommand[],
): Promise<readonly Question[]> {
  const nowMs = clock.nowMs()
  const questions: Question[] = []
  for (const each of asked) {
    const command = await withMessageLimits(tx, stationKey, each)
    const commandId = newCommandId(ids)
    const reason = 'The station is kept configured as its templates say.'
    await commands.store(tx, {
      tenantId,
      stationKey,
      commandId,
      command,
      reason,
      nowMs,
      deadlineAtMs: nowMs + SENT_WITHIN_MS,
    })
    questions.push({ stationKey, commandId })
  }
  return questions
}

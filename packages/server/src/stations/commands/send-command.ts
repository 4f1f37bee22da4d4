import { DIALECTS, foldIdToken, type IdToken, type StationCommand } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { z } from 'zod'
import { insertToken } from '../../access/queries.ts'
import { type Author, nameOf, recordAudit } from '../../accounts/index.ts'
import { insertReservation, refuseReserved } from '../../bookings/index.ts'
import { actionBlock, type CommandInput, type CommandKind, type StationSummary } from '../../contract/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database, Db, Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { Random } from '../../platform/random/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { movesFile, type PrepareExchange } from '../file-exchange.ts'
import type { TenantId } from '../ids.ts'
import { findStationKey } from '../queries.ts'
import { readSummaries } from '../station-rows.ts'
import { fitToStation } from './fit-to-station.ts'
import { neutralCommand } from './neutral-command.ts'
import { insertCommand } from './queries.ts'

export interface SendServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly sealing: Sealing
  /** Prepares the file of a command that moves one. */
  readonly prepareExchange: PrepareExchange
}

type Input = z.output<typeof CommandInput>

/** A stored command and where it goes. */
export interface StoredCommand {
  readonly commandId: string
  readonly stationKey: number
  readonly identity: string
}

/** Checks a command against the station's state and stores it as queued. Refuses what cannot work, with the reason. */
export async function storeCommand(
  services: SendServices,
  actor: Author,
  identity: string,
  input: Input,
  /** More to be done in the transaction that stores the command. */
  within?: (tx: Tx, stored: StoredCommand) => Promise<void>,
): Promise<StoredCommand> {
  const { database, clock, ids } = services
  const { tenantId } = actor
  const stationKey = await findStationKey(database.kysely, tenantId, identity)
  const [station] = stationKey === undefined ? [] : await readSummaries(database.kysely, tenantId, [stationKey])
  if (stationKey === undefined || station === undefined) throw new Refusal('stationNotFound')
  const target = await targetOf(database.kysely, { tenantId, stationKey }, input)
  refuseBlocked(input, station, target)
  const nowMs = clock.nowMs()
  if (input.command.kind === 'startTransaction' && input.command.evseId !== undefined) {
    const { evseId, idToken } = input.command
    await refuseReserved(database.kysely, { stationKey, evseId, idToken, nowMs })
  }
  const commandId = ids.next()
  const stored = { commandId, stationKey, identity: station.id }
  await database.transaction(async (tx) => {
    const idToken = await tokenOf(tx, services, { actor, input, nowMs })
    const requestId = 1 + Math.floor(services.random.fraction() * 2_147_483_646)
    const requestedBy = nameOf(actor)
    const deadlineAtMs = nowMs + input.deadlineS * 1000
    const file = movesFile(input.command)
      ? await services.prepareExchange(tx, {
          ...{ tenantId, stationKey, commandId, requestId, requestedBy, nowMs, deadlineAtMs },
          version: station.ocppVersion ?? undefined,
          body: input.command,
        })
      : undefined
    const transactionId = target?.transactionId
    const asked = neutralCommand(input.command, { idToken, transactionId, requestId, nowMs, file })
    refuseUnwritable(asked, station)
    const command = await fitToStation(tx, stationKey, { command: asked, body: input.command })
    const { reason } = input
    if (command.kind === 'reserveNow') await insertReservation(tx, { tenantId, stationKey, commandId, command, nowMs })
    await insertCommand(tx, services.sealing, {
      tenantId,
      stationKey,
      commandId,
      command,
      requestedBy,
      reason,
      nowMs,
      deadlineAtMs,
    })
    const detail = { commandId, kind: command.kind }
    await recordAudit(tx, actor, { atMs: nowMs, action: 'command.requested', object: station.id, reason, detail })
    await within?.(tx, stored)
  })
  return stored
}

interface Target {
  readonly transactionId: string
}

/** Commands about one transaction. */
const TRANSACTION_COMMANDS: ReadonlySet<CommandKind> = new Set([
  'stopTransaction',
  'usePriorityCharging',
  'notifyAllowedEnergyTransfer',
  'updateCost',
  'changeTransactionTariff',
])

/** The transaction that a command names, by our session or the station's id. Undefined for those of none. */
async function targetOf(
  db: Db,
  station: { readonly tenantId: TenantId; readonly stationKey: number },
  { command }: Input,
): Promise<Target | undefined> {
  const sessionId = 'sessionId' in command ? command.sessionId : undefined
  const transactionId = 'transactionId' in command ? command.transactionId : undefined
  if (sessionId === undefined) {
    if (transactionId !== undefined) return { transactionId }
    if (!TRANSACTION_COMMANDS.has(command.kind)) return undefined
    throw new Refusal('invalidInput', {
      errors: [{ field: 'command.sessionId', rule: 'is needed, unless command.transactionId is given' }],
    })
  }
  const { rows } = await sql<{ transaction_id: string | null; state: string }>`
    select transaction_id, state from sessions
    where tenant_id = ${station.tenantId} and station_id = ${station.stationKey}
      and session_id = ${sessionId}`.execute(db)
  const [session] = rows
  if (session === undefined) throw new Refusal('sessionNotFound')
  // Messages of an ended one may still wait at the station.
  if (session.state === 'ended' && command.kind !== 'getTransactionStatus') {
    throw new Refusal('noSession', { detail: 'The session has ended.' })
  }
  if (session.transaction_id === null) {
    throw new Refusal('noSession', { detail: 'The station has not said which transaction this session is.' })
  }
  return { transactionId: session.transaction_id }
}

/** The contract's action rules. Queueing cures being offline, and a state that may have changed by then. */
export function refuseBlocked(
  { command, ifOffline }: Input,
  station: StationSummary,
  target: Target | undefined,
): void {
  const evseId = 'evseId' in command ? command.evseId : undefined
  const connector = target === undefined ? station.connectors.find((one) => one.evseId === evseId) : undefined
  const block = actionBlock(command.kind, station, connector)
  if (block === null) return
  if (block === 'wrongVersion') {
    throw new Refusal('wrongVersion', {
      detail: `${station.id} speaks OCPP ${station.ocppVersion ?? 'of an unknown version'}, which has no ${command.kind}.`,
    })
  }
  if (block === 'offline') {
    if (ifOffline === 'queue') return
    throw new Refusal('stationOffline', {
      detail: `${station.id} is not connected. With "ifOffline":"queue" the command waits for it.`,
    })
  }
  throw new Refusal(block === 'notRegistered' ? 'stationNotRegistered' : block)
}

/** Finds out before anything is stored that the station's version cannot say this. */
function refuseUnwritable(command: StationCommand, station: StationSummary): void {
  if (station.ocppVersion === null) return
  const encoded = DIALECTS[station.ocppVersion].encodeCommand(command)
  if (encoded.ok) return
  const { reason, problems } = encoded
  if (problems === undefined) throw new Refusal('commandNotWritable', { detail: reason })
  const errors = problems.map(({ field, rule }) => ({ field: `command.${field}`, rule }))
  throw new Refusal('invalidInput', { detail: `${reason}.`, errors })
}

/** The token that a command names, with its type; for a start without one, a new one for this start alone. */
async function tokenOf(
  tx: Tx,
  { ids, random }: SendServices,
  { actor, input, nowMs }: { readonly actor: Author; readonly input: Input; readonly nowMs: number },
): Promise<IdToken | undefined> {
  const { command, deadlineS } = input
  if (command.kind === 'reserveNow' || command.kind === 'requestBatterySwap') {
    return knownToken(tx, actor.tenantId, command.idToken)
  }
  if (command.kind === 'customerInformation') {
    return command.idToken === undefined ? undefined : knownToken(tx, actor.tenantId, command.idToken)
  }
  if (command.kind !== 'startTransaction') return undefined
  if (command.idToken !== undefined) return knownToken(tx, actor.tenantId, command.idToken)
  // 1.6 stations take at most 20 characters.
  const value = `START${Buffer.from(random.bytes(7)).toString('hex').toUpperCase()}`
  await insertToken(tx, {
    tenantId: actor.tenantId,
    tokenId: ids.next(),
    value,
    type: 'Central',
    label: `Remote start by ${nameOf(actor)}`.slice(0, 100),
    status: 'active',
    expiresAt: new Date(nowMs + deadlineS * 1000 + ONE_TIME_TOKEN_MS).toISOString(),
    maxConcurrent: 1,
    nowMs,
  })
  return { value, type: 'Central' }
}

/** Enough for the longest charge; afterwards the token is worth nothing. */
const ONE_TIME_TOKEN_MS = 7 * 86_400_000

/** A token by its value, with the type that is kept of it. */
async function knownToken(tx: Tx, tenantId: TenantId, value: string): Promise<IdToken> {
  const { rows } = await sql<{ type: string }>`
    select type from id_tokens where tenant_id = ${tenantId} and value_folded = ${foldIdToken(value)}`.execute(tx)
  return { value, type: rows[0]?.type ?? 'Central' }
}

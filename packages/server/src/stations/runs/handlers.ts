import { type Actor, authorIdOf, patched, recordAudit, requirePermission } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import { type CommandRun, commandPermission } from '../../contract/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { DispatchServices } from '../commands/dispatch.ts'
import { endQueuedCommand } from '../commands/queries.ts'
import type { SendServices } from '../commands/send-command.ts'
import { approveRun, refuseUnseen } from './approval.ts'
import { listRuns, listTargets, RunCursor, readRun, TargetCursor } from './queries.ts'
import { rehearseRun } from './rehearse.ts'
import { approvalUntil, readSafeguards, writeSafeguards } from './safeguards.ts'
import { stationsOfRun } from './stations-of-run.ts'
import { cancelRun, insertRun } from './store.ts'
import { resumeRun } from './take-steps.ts'

type RunHandlers = Pick<
  Handlers,
  | 'startCommandRun'
  | 'rehearseCommandRun'
  | 'listCommandRuns'
  | 'getCommandRun'
  | 'listCommandRunTargets'
  | 'resumeCommandRun'
  | 'cancelCommandRun'
  | 'getSafeguards'
  | 'setSafeguards'
  | 'approveCommandRun'
>

export function commandRunHandlers(services: SendServices & Pick<DispatchServices, 'announce'>): RunHandlers {
  const { database, clock, ids } = services

  const read = async ({ tenantId, credential }: Actor, runId: string): Promise<CommandRun> => {
    const run = await readRun(database.kysely, authorIdOf(tenantId, credential), runId, clock.nowMs())
    if (run === undefined) throw new Refusal('commandRunNotFound')
    return run
  }

  return {
    startCommandRun: async ({ actor, body }) => {
      const { stations, perMinute, confirmStations: confirmed, waves, stopRule, finishWithinS, ...input } = body
      const course = { waves, stopRule, finishWithinS }
      requirePermission(actor, commandPermission(input.command.kind))
      const stationKeys = await stationsOfRun(database.kysely, actor.tenantId, stations)
      const [runId, nowMs] = [ids.next(), clock.nowMs()]
      const rules = await readSafeguards(database.kysely, actor.tenantId)
      const asked = { command: input.command, stations: stationKeys.length, confirmed, nowMs }
      const approvalUntilMs = approvalUntil(rules, asked)
      const action = approvalUntilMs === undefined ? 'commandRun.started' : 'commandRun.requested'
      await database.transaction(async (tx) => {
        const run = { runId, actor, input, perMinute, course, nowMs, stationKeys, approvalUntilMs }
        await insertRun(tx, services.sealing, run)
        const detail = { kind: input.command.kind, stations: stationKeys.length }
        const deed = { atMs: nowMs, action, object: runId, reason: input.reason, detail }
        await recordAudit(tx, actor, deed)
      })
      return read(actor, runId)
    },

    rehearseCommandRun: async ({ actor, body }) => {
      const { stations, waves, command, reason, ifOffline, deadlineS } = body
      const input = { command, reason, ifOffline, deadlineS }
      requirePermission(actor, commandPermission(command.kind))
      const stationKeys = await stationsOfRun(database.kysely, actor.tenantId, stations)
      const asked = { input, waves, nowMs: clock.nowMs() }
      return rehearseRun(database.kysely, actor.tenantId, stationKeys, asked)
    },

    listCommandRuns: ({ actor, query: { cursor, limit } }) =>
      listRuns(database.kysely, authorIdOf(actor.tenantId, actor.credential), {
        limit,
        after: placeAfter(cursor, RunCursor),
        nowMs: clock.nowMs(),
      }),

    getCommandRun: ({ actor, params }) => read(actor, params.id),

    listCommandRunTargets: async ({ actor, params, query: { cursor, limit } }) => {
      await read(actor, params.id)
      const after = placeAfter(cursor, TargetCursor)
      return listTargets(database.kysely, params.id, { limit, after, nowMs: clock.nowMs() })
    },

    getSafeguards: ({ actor }) => readSafeguards(database.kysely, actor.tenantId),

    setSafeguards: async ({ actor, body }) => {
      await database.transaction(async (tx) => {
        const before = await readSafeguards(tx, actor.tenantId)
        const atMs = clock.nowMs()
        await writeSafeguards(tx, actor.tenantId, body, atMs)
        const deed = { action: 'safeguards.changed', object: 'commandRuns', ...patched(before, body) }
        await recordAudit(tx, actor, { atMs, ...deed })
      })
      return body
    },

    approveCommandRun: async ({ actor, params }) => {
      requirePermission(actor, commandPermission((await read(actor, params.id)).kind))
      await refuseUnseen(database, actor, params.id)
      await database.transaction((tx) => approveRun(tx, actor, params.id, clock.nowMs()))
      return read(actor, params.id)
    },

    resumeCommandRun: async ({ actor, params, body: { reason } }) => {
      requirePermission(actor, commandPermission((await read(actor, params.id)).kind))
      await refuseUnseen(database, actor, params.id)
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        if (!(await resumeRun(tx, actor.tenantId, params.id, nowMs))) throw new Refusal('commandRunNotStopped')
        await recordAudit(tx, actor, { atMs: nowMs, action: 'commandRun.resumed', object: params.id, reason })
      })
      return read(actor, params.id)
    },

    cancelCommandRun: async ({ actor, params }) => {
      const { tenantId } = actor
      requirePermission(actor, commandPermission((await read(actor, params.id)).kind))
      await refuseUnseen(database, actor, params.id)
      const nowMs = clock.nowMs()
      const withdrawn = await database.transaction(async (tx) => {
        const queued = await cancelRun(tx, tenantId, params.id, nowMs)
        if (queued === undefined) throw new Refusal('commandRunNotRunning')
        const end = { state: 'cancelled', detail: 'The run was cancelled.', nowMs } as const
        for (const { commandId } of queued) await endQueuedCommand(tx, { tenantId, commandId }, end)
        await recordAudit(tx, actor, { atMs: nowMs, action: 'commandRun.cancelled', object: params.id })
        return queued
      })
      for (const command of withdrawn) services.announce(tenantId, command)
      return read(actor, params.id)
    },
  }
}

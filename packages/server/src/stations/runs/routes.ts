import { recordAudit, requirePermission } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import { type CommandRun, commandPermission } from '../../contract/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { DispatchServices } from '../commands/dispatch.ts'
import { endQueuedCommand } from '../commands/queries.ts'
import type { SendServices } from '../commands/send-command.ts'
import type { TenantId } from '../ids.ts'
import { listRuns, listTargets, RunCursor, readRun, TargetCursor } from './queries.ts'
import { stationsOfRun } from './stations-of-run.ts'
import { cancelRun, insertRun } from './store.ts'

type RunHandlers = Pick<
  Handlers,
  'startCommandRun' | 'listCommandRuns' | 'getCommandRun' | 'listCommandRunTargets' | 'cancelCommandRun'
>

export function commandRunHandlers(services: SendServices & Pick<DispatchServices, 'announce'>): RunHandlers {
  const { database, clock, ids } = services

  const read = async (tenantId: TenantId, runId: string): Promise<CommandRun> => {
    const run = await readRun(database.kysely, tenantId, runId)
    if (run === undefined) throw new Refusal('commandRunNotFound')
    return run
  }

  return {
    startCommandRun: async ({ actor, body: { stations, perMinute, ...input } }) => {
      requirePermission(actor, commandPermission(input.command.kind))
      const stationKeys = await stationsOfRun(database.kysely, actor.tenantId, stations)
      const [runId, nowMs] = [ids.next(), clock.nowMs()]
      await database.transaction(async (tx) => {
        await insertRun(tx, services.sealing, { runId, actor, input, perMinute, nowMs, stationKeys })
        const detail = { kind: input.command.kind, stations: stationKeys.length }
        const deed = { atMs: nowMs, action: 'commandRun.started', object: runId, reason: input.reason, detail }
        await recordAudit(tx, actor, deed)
      })
      return read(actor.tenantId, runId)
    },

    listCommandRuns: ({ actor, query: { cursor, limit } }) =>
      listRuns(database.kysely, actor.tenantId, { limit, after: placeAfter(cursor, RunCursor) }),

    getCommandRun: ({ actor, params }) => read(actor.tenantId, params.id),

    listCommandRunTargets: async ({ actor, params, query: { cursor, limit } }) => {
      await read(actor.tenantId, params.id)
      return listTargets(database.kysely, params.id, { limit, after: placeAfter(cursor, TargetCursor) })
    },

    cancelCommandRun: async ({ actor, params }) => {
      const { tenantId } = actor
      requirePermission(actor, commandPermission((await read(tenantId, params.id)).kind))
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
      return read(tenantId, params.id)
    },
  }
}

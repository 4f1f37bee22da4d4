import { nameOf, recordAudit, requirePermission } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import { type Command, commandPermission } from '../../contract/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../ids.ts'
import { findStationKey } from '../queries.ts'
import { type DispatchServices, dispatchCommand } from './dispatch.ts'
import type { OutcomeWaiters } from './outcome-waiters.ts'
import { CommandCursor, endQueuedCommand, findStationOfCommand, listCommands, readCommands } from './queries.ts'
import { type SendServices, storeCommand } from './send-command.ts'

type CommandHandlers = Pick<Handlers, 'sendCommand' | 'listCommands' | 'getCommand' | 'cancelCommand'>

export interface CommandServices extends SendServices, DispatchServices {
  readonly waiters: OutcomeWaiters
}

const UNDER_WAY: ReadonlySet<Command['state']> = new Set(['queued', 'sent'])

export function commandHandlers(services: CommandServices): CommandHandlers {
  const { database, clock, waiters } = services

  const read = async (tenantId: TenantId, commandId: string): Promise<Command> => {
    const [command] = await readCommands(database.kysely, tenantId, [commandId])
    if (command === undefined) throw new Refusal('commandNotFound')
    return command
  }

  const readAfter = (
    tenantId: TenantId,
    commandId: string,
    options: { waitS: number; signal: AbortSignal; start?: () => Promise<unknown> },
  ): Promise<Command> =>
    waiters.until(commandId, {
      waitMs: options.waitS * 1000,
      signal: options.signal,
      ...(options.start === undefined ? {} : { start: options.start }),
      read: () => read(tenantId, commandId),
      isOver: (command) => !UNDER_WAY.has(command.state),
    })

  return {
    sendCommand: async ({ actor, params, query, body, signal }) => {
      requirePermission(actor, commandPermission(body.command.kind))
      const { tenantId } = actor
      const stored = await storeCommand(services, actor, params.stationId, body)
      services.announce(tenantId, stored)
      const start = () => dispatchCommand(services, tenantId, stored, body.ifOffline)
      return readAfter(tenantId, stored.commandId, { waitS: query.wait, signal, start })
    },

    getCommand: async ({ actor, params, query, signal }) =>
      readAfter(actor.tenantId, params.id, { waitS: query.wait, signal }),

    listCommands: async ({ actor, params, query: { cursor, ...query } }) => {
      const stationKey = await findStationKey(database.kysely, actor.tenantId, params.stationId)
      if (stationKey === undefined) throw new Refusal('stationNotFound')
      return listCommands(database.kysely, stationKey, { ...query, after: placeAfter(cursor, CommandCursor) })
    },

    cancelCommand: async ({ actor, params }) => {
      const { tenantId } = actor
      const key = { tenantId, commandId: params.id }
      const station = await findStationOfCommand(database.kysely, tenantId, params.id)
      if (station === undefined) throw new Refusal('commandNotFound')
      requirePermission(actor, commandPermission((await read(tenantId, params.id)).kind))
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        const end = { state: 'cancelled', detail: `Cancelled by ${nameOf(actor)}.`, nowMs } as const
        if (!(await endQueuedCommand(tx, key, end))) throw new Refusal('commandNotQueued')
        const deed = { action: 'command.cancelled', object: station.identity, detail: { commandId: params.id } }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      services.announce(tenantId, { stationKey: station.stationKey, commandId: params.id })
      return read(tenantId, params.id)
    },
  }
}

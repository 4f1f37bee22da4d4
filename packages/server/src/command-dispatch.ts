import { announce } from './api/live/notices.ts'
import type { Foundations } from './foundations.ts'
import { routeCommand } from './gateway/index.ts'
import type { Database } from './platform/database/index.ts'
import type { DispatchServices } from './stations/commands/dispatch.ts'
import type { CommandId } from './stations/ids.ts'

/** How a stored command finds the node that holds its station's socket, and the screens that show it. */
export function commandDispatch(parts: Foundations & { readonly database: Database }): DispatchServices {
  const { database, clock, bus } = parts
  return {
    database,
    clock,
    announce: (tenantId, command) => announce(bus, { kind: 'command', tenantId, ...command }),
    deliver: async (_, command) => {
      // It has just been stored under this id, so it is one.
      const commandId = command.commandId as CommandId
      return (await routeCommand(bus, { stationKey: command.stationKey, commandId })) === 'delivered'
    },
  }
}

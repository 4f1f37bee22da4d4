import type { Foundations } from './foundations.ts'
import { routeCommand } from './gateway/index.ts'
import type { Sealing } from './platform/sealing.ts'
import type { CommandPort } from './stations/commands/own-command.ts'
import { endQueuedCommand, insertCommand } from './stations/commands/queries.ts'

/** Commands that the program sends by itself: durable like everybody's, and shown as its own. */
export function ownCommands({ bus, sealing }: Pick<Foundations, 'bus'> & { readonly sealing: Sealing }): CommandPort {
  return {
    store: (tx, command) => insertCommand(tx, sealing, { ...command, requestedBy: 'Stationmaster' }),
    withdraw: (tx, { detail, nowMs, ...key }) => endQueuedCommand(tx, key, { state: 'cancelled', detail, nowMs }),
    route: (to) => routeCommand(bus, to),
  }
}

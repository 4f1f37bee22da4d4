import { Command, CommandInput, CommandPage, CommandQuery, CommandWait } from '../commands.ts'
import type { Operation } from '../operation.ts'
import { station, uuid } from './params.ts'

/** What stations are asked to do. */
export const commandsOperations = {
  sendCommand: {
    method: 'POST',
    path: '/stations/:stationId/commands',
    tag: 'commands',
    summary: 'Send a command',
    permission: 'stations.command',
    audit: ['command.requested'],
    params: station,
    query: CommandWait,
    body: CommandInput,
    response: Command,
    status: 202,
    idempotent: true,
  },
  listCommands: {
    method: 'GET',
    path: '/stations/:stationId/commands',
    tag: 'commands',
    summary: 'Commands of a station, newest first',
    permission: 'stations.read',
    params: station,
    query: CommandQuery,
    response: CommandPage,
  },
  getCommand: {
    method: 'GET',
    path: '/commands/:id',
    tag: 'commands',
    summary: 'Get a command',
    permission: 'stations.read',
    params: uuid,
    query: CommandWait,
    response: Command,
  },
  cancelCommand: {
    method: 'POST',
    path: '/commands/:id/cancel',
    tag: 'commands',
    summary: 'Cancel a queued command',
    permission: 'stations.command',
    audit: ['command.cancelled'],
    params: uuid,
    response: Command,
  },
} as const satisfies Record<string, Operation>

import { CommandRun } from '../command-runs.ts'
import type { Operation } from '../operation.ts'
import { Safeguards } from '../safeguards.ts'
import { uuid } from './params.ts'

/** What keeps one person from a mistake over the whole fleet. */
export const safeguardOperations = {
  getSafeguards: {
    method: 'GET',
    path: '/safeguards',
    tag: 'commands',
    summary: 'What dangerous commands over many stations ask for',
    permission: 'stations.read',
    response: Safeguards,
  },
  setSafeguards: {
    method: 'PUT',
    path: '/safeguards',
    tag: 'commands',
    summary: 'Choose what dangerous commands over many stations ask for',
    permission: 'settings.manage',
    wholeTenant: true,
    audit: ['safeguards.changed'],
    body: Safeguards,
    response: Safeguards,
  },
  approveCommandRun: {
    method: 'POST',
    path: '/command-runs/:id/approve',
    tag: 'commands',
    summary: 'Let a run begin that another person has asked for',
    permission: 'stations.command',
    audit: ['commandRun.approved'],
    params: uuid,
    response: CommandRun,
  },
} as const satisfies Record<string, Operation>

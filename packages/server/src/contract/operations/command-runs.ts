import {
  CommandRun,
  CommandRunInput,
  CommandRunPage,
  CommandRunQuery,
  CommandRunTargetPage,
  CommandRunTargetQuery,
} from '../command-runs.ts'
import type { Operation } from '../operation.ts'
import { uuid } from './params.ts'

/** One command for many stations. */
export const commandRunOperations = {
  startCommandRun: {
    method: 'POST',
    path: '/command-runs',
    tag: 'commands',
    summary: 'Send one command to many stations, at a pace',
    permission: 'stations.command',
    audit: ['commandRun.started', 'commandRun.requested'],
    body: CommandRunInput,
    response: CommandRun,
    status: 202,
    idempotent: true,
  },
  listCommandRuns: {
    method: 'GET',
    path: '/command-runs',
    tag: 'commands',
    summary: 'Runs of one command over many stations, newest first',
    permission: 'stations.read',
    query: CommandRunQuery,
    response: CommandRunPage,
  },
  getCommandRun: {
    method: 'GET',
    path: '/command-runs/:id',
    tag: 'commands',
    summary: 'How far a run has come',
    permission: 'stations.read',
    params: uuid,
    response: CommandRun,
  },
  listCommandRunTargets: {
    method: 'GET',
    path: '/command-runs/:id/stations',
    tag: 'commands',
    summary: 'Each station of a run and its outcome, in the order of their turns',
    permission: 'stations.read',
    params: uuid,
    query: CommandRunTargetQuery,
    response: CommandRunTargetPage,
  },
  cancelCommandRun: {
    method: 'POST',
    path: '/command-runs/:id/cancel',
    tag: 'commands',
    summary: 'Stop a run: stations whose turn has not come get nothing, queued commands are withdrawn',
    permission: 'stations.command',
    audit: ['commandRun.cancelled'],
    params: uuid,
    response: CommandRun,
  },
} as const satisfies Record<string, Operation>

import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { TenantId } from '../ids.ts'
import { endQueuedCommand } from './queries.ts'
import type { StoredCommand } from './send-command.ts'

export interface DispatchServices {
  readonly database: Database
  readonly clock: Clock
  /** Asks the node that holds the station's socket to send a queued command. False: no node holds it. */
  readonly deliver: (tenantId: TenantId, command: StoredCommand) => Promise<boolean>
  /** Tells live screens that a command has changed. */
  readonly announce: (tenantId: TenantId, command: { stationKey: number; commandId: string }) => void
}

/** Has a stored command sent. One that nobody takes waits for its station, or ends at once, as its caller chose. */
export async function dispatchCommand(
  { database, clock, deliver, announce }: DispatchServices,
  tenantId: TenantId,
  stored: StoredCommand,
  ifOffline: 'refuse' | 'queue',
): Promise<void> {
  if ((await deliver(tenantId, stored)) || ifOffline === 'queue') return
  const end = { state: 'failed', detail: 'The station went offline.', nowMs: clock.nowMs() } as const
  const key = { tenantId, commandId: stored.commandId }
  if (await database.transaction((tx) => endQueuedCommand(tx, key, end))) announce(tenantId, stored)
}

import type { TemplateEntry } from '../../contract/index.ts'

/** Name of the built-in template in the database. */
export const PROTECTIVE = 'protective'

/**
 * What keeps reports from being lost, and a fleet that comes back from storming. A station that gives a transaction
 * message up has lost it: ten attempts, each 60 s later than the one before, last three quarters of an hour (1.6 §9.1,
 * 2.x E13). Dead sockets are noticed by pings well before that (1.6-J errata §3.9), and redials are spread (part 4 §5.3).
 */
export const PROTECTIVE_ENTRIES: readonly TemplateEntry[] = [
  { kind: 'setting', setting: 'transactionMessageAttempts', value: '10', min: 10 },
  { kind: 'setting', setting: 'transactionMessageRetryInterval', value: '60', min: 30, max: 600 },
  { kind: 'setting', setting: 'webSocketPingInterval', value: '60', min: 10, max: 300 },
  { kind: 'setting', setting: 'retryBackOffWaitMinimum', value: '10', min: 5, max: 600 },
  { kind: 'setting', setting: 'retryBackOffRandomRange', value: '30', min: 10, max: 600 },
  { kind: 'setting', setting: 'retryBackOffRepeatTimes', value: '5', min: 2, max: 20 },
]

export { type EventListener, EventLog, type NewEvent, type StoredEvent } from './event-log.ts'
export type { IsWanted } from './watch.ts'
export { startWatcher } from './watcher.ts'

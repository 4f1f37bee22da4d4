import type { CommandAnswer, StationCommand, StationEvent } from '@stationmaster/ocpp'
import type { CommandId, StationKey, TenantId } from '../ids.ts'

/** A command that a station has answered, with what was asked and what it said. */
export interface CommandEnded {
  readonly kind: 'commandEnded'
  readonly commandId: CommandId
  readonly command: StationCommand
  readonly answer: CommandAnswer
}

/** What tables of their own are made from after the commit. Plain data: it is stored as JSON. */
export type InboxEntry = StationEvent | CommandEnded

export interface InboxItem<Entry extends InboxEntry = InboxEntry> {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly receivedAtMs: number
  readonly entry: Entry
}

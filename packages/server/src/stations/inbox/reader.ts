import type { CommandKind, StationCommand } from '@stationmaster/ocpp'
import type { Tx } from '../../platform/database/index.ts'
import type { CommandEnded, InboxEntry, InboxItem } from './entry.ts'

/** Makes its module's rows from entries of one kind; others pass by. Runs in the transaction that takes the entry away. */
export type InboxReader = (tx: Tx, item: InboxItem) => Promise<void>

type EntryOf<K extends InboxEntry['kind']> = Extract<InboxEntry, { readonly kind: K }>
type Ended<K extends CommandKind> = Omit<CommandEnded, 'command'> & {
  readonly command: Extract<StationCommand, { readonly kind: K }>
}

/** A reader of one kind of event. It may meet an entry again after a crash only when nothing of the first time was kept. */
export function onReport<K extends InboxEntry['kind']>(
  kind: K,
  read: (tx: Tx, item: InboxItem<EntryOf<K>>) => Promise<void>,
): InboxReader {
  return async (tx, { entry, ...item }) => {
    if (isKind(entry, kind)) await read(tx, { ...item, entry })
  }
}

/** A reader of the answers to one kind of command. */
export function onAnswer<K extends CommandKind>(
  kind: K,
  read: (tx: Tx, item: Omit<InboxItem, 'entry'> & { readonly entry: Ended<K> }) => Promise<void>,
): InboxReader {
  return onReport('commandEnded', async (tx, { entry, ...item }) => {
    const { command } = entry
    if (isKind(command, kind)) await read(tx, { ...item, entry: { ...entry, command } })
  })
}

function isKind<Some extends { readonly kind: string }, K extends Some['kind']>(
  some: Some,
  kind: K,
): some is Extract<Some, { readonly kind: K }> {
  return some.kind === kind
}

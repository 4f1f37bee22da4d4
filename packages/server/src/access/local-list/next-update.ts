import { foldIdToken, type LocalListEntry } from '@stationmaster/ocpp'

/** A list as it is or shall be, keyed by folded token value. */
export type ListContents = ReadonlyMap<string, Required<LocalListEntry>>

export interface ListUpdate {
  readonly update: 'full' | 'differential'
  readonly entries: readonly LocalListEntry[]
}

/**
 * The next message that brings a station's list nearer to what it shall be, no longer than it takes in one message; null
 * when it is there. A list that is not known begins anew with a full update. Removals go first: they make room.
 */
export function nextUpdate(known: ListContents | null, wanted: ListContents, perMessage: number): ListUpdate | null {
  if (known === null) return { update: 'full', entries: [...wanted.values()].slice(0, perMessage) }
  const removed = [...known].filter(([key]) => !wanted.has(key)).map(([, { idToken }]) => ({ idToken }))
  const changed = [...wanted].filter(([key, entry]) => !isSame(known.get(key), entry)).map(([, entry]) => entry)
  const entries = [...removed, ...changed].slice(0, perMessage)
  return entries.length === 0 ? null : { update: 'differential', entries }
}

/** The list after an update that the station has accepted. */
export function applied(known: ListContents | null, { update, entries }: ListUpdate): ListContents {
  const contents = new Map(update === 'full' ? [] : known)
  for (const { idToken, info } of entries) {
    const key = foldIdToken(idToken.value)
    if (info === undefined) contents.delete(key)
    else contents.set(key, { idToken, info })
  }
  return contents
}

function isSame(one: Required<LocalListEntry> | undefined, other: Required<LocalListEntry>): boolean {
  return (
    one !== undefined &&
    one.idToken.value === other.idToken.value &&
    one.idToken.type === other.idToken.type &&
    one.info.status === other.info.status &&
    one.info.cacheExpiryMs === other.info.cacheExpiryMs &&
    one.info.groupIdToken?.value === other.info.groupIdToken?.value
  )
}

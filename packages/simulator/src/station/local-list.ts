import type { StationContext } from './context.ts'

/** What the list says of a token: whether it may charge, until when, and its group. */
export interface ListedToken {
  readonly accepted: boolean
  readonly expiresAtMs?: number
  readonly group?: string
}

/** The local authorization list of a station. */
export interface LocalList {
  version: number
  /** Key: token in lower case. */
  readonly tokens: Map<string, ListedToken>
}

/** An update as both protocol families say it; an entry without `listed` takes the token off. */
export interface ListUpdate {
  readonly version: number
  readonly isFull: boolean
  readonly entries: readonly { readonly idToken: string; readonly listed?: ListedToken }[]
}

export function createLocalList(): LocalList {
  return { version: 0, tokens: new Map() }
}

/** Takes an update whole or not at all (1.6 §5.15, 2.x D01, D02). */
export function updateLocalList(
  station: StationContext,
  update: ListUpdate,
): 'Accepted' | 'Failed' | 'VersionMismatch' {
  const { localList: list, settings } = station
  if (!settings.flag('localListEnabled')) return 'Failed'
  // D02.FR.06: a difference builds on what is there, so it has to be newer.
  if (!update.isFull && update.version <= list.version) return 'VersionMismatch'
  if (update.entries.length > settings.number('localListItems')) return 'Failed'
  const tokens = new Map(update.isFull ? [] : list.tokens)
  for (const { idToken, listed } of update.entries) {
    if (listed === undefined) tokens.delete(idToken.toLowerCase())
    else tokens.set(idToken.toLowerCase(), listed)
  }
  if (tokens.size > settings.number('localListMaximum')) return 'Failed'
  list.tokens.clear()
  for (const [idToken, listed] of tokens) list.tokens.set(idToken, listed)
  list.version = update.version
  return 'Accepted'
}

/** What the list says of a token; undefined when it does not know it, or is switched off. */
export function listVerdict(station: StationContext, idToken: string): boolean | undefined {
  if (!station.settings.flag('localListEnabled')) return undefined
  const listed = station.localList.tokens.get(idToken.toLowerCase())
  if (listed === undefined) return undefined
  const isExpired = listed.expiresAtMs !== undefined && listed.expiresAtMs <= station.scheduler.now()
  return listed.accepted && !isExpired
}

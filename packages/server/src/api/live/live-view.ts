import { type Actor, isAllowed, scopeOf } from '../../accounts/actor.ts'
import type { Permission } from '../../contract/index.ts'
import type { LiveReaders } from './tenant-feed.ts'

/** What each kind of news asks for, besides the permission for the stream itself. */
const PERMISSIONS = {
  stations: 'stations.read',
  sessions: 'sessions.read',
  commands: 'stations.read',
  bookings: 'bookings.read',
  quarantine: 'stations.read',
  refusedHandshakes: 'stations.read',
} as const satisfies Partial<Record<keyof LiveReaders, Permission>>

/** Readers with the same view get the same news: the same rows, the same rights. */
export function liveViewOf(actor: Actor): string {
  const rights = Object.values(PERMISSIONS).map((permission) => (isAllowed(actor, permission) ? 1 : 0))
  return JSON.stringify([scopeOf(actor), ...rights])
}

/** Leaves out the news that the actor may not read. */
export function limitReaders(readers: LiveReaders, actor: Actor): LiveReaders {
  const nothing = async () => []
  const may = (kind: keyof typeof PERMISSIONS) => isAllowed(actor, PERMISSIONS[kind])
  return {
    stations: may('stations') ? readers.stations : nothing,
    sessions: may('sessions') ? readers.sessions : nothing,
    // The figures of a session stand at its connector too.
    progress: may('sessions') || may('stations') ? readers.progress : nothing,
    commands: may('commands') ? readers.commands : nothing,
    bookings: may('bookings') ? readers.bookings : nothing,
    quarantine: may('quarantine') ? readers.quarantine : nothing,
    refusedHandshakes: may('refusedHandshakes') ? readers.refusedHandshakes : nothing,
    now: readers.now,
  }
}

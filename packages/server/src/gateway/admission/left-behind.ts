import type { Pool } from 'pg'
import { type SessionBehind, sessionsBehind } from '../../sessions/index.ts'
import type { SessionChange } from '../../stations/change.ts'
import type { FencedStation } from './fence.ts'

/** The stations with those sessions brought up to what is stored of them, and the rows this makes. */
export async function withSessionsCaughtUp(
  pool: Pool,
  fenced: readonly (FencedStation | null)[],
): Promise<{ readonly fenced: readonly (FencedStation | null)[]; readonly changes: readonly SessionChange[] }> {
  const running = fenced.flatMap((one) => (one?.state.sessions.some(isActive) ? [one.state.stationKey] : []))
  const behind = await sessionsBehind(pool, running)
  if (behind.length === 0) return { fenced, changes: [] }
  const newest = new Map(behind.map(({ session }) => [session.sessionId, session]))
  return {
    fenced: fenced.map((one) => {
      if (one === null) return null
      const sessions = one.state.sessions.map((session) => newest.get(session.sessionId) ?? session)
      return { ...one, state: { ...one.state, sessions } }
    }),
    changes: behind.map(changeOf),
  }
}

/** Writes the rows that processes have left behind of stations that may never come back. */
export async function catchUpAllSessions(
  pool: Pool,
  store: (changes: readonly SessionChange[]) => void,
): Promise<void> {
  const behind = await sessionsBehind(pool, 'all')
  if (behind.length > 0) store(behind.map(changeOf))
}

function changeOf({ tenantId, stationKey, session }: SessionBehind): SessionChange {
  return { kind: 'session', tenantId, stationKey, receivedAtMs: session.lastEventAtMs, session, isProgress: true }
}

function isActive({ state }: { readonly state: 'active' | 'ended' }): boolean {
  return state === 'active'
}

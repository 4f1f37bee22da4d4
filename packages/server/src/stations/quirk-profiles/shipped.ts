import type { Tolerances } from './store.ts'

const ANY = { id: null, vendor: null, model: null, firmware: null } as const

/**
 * Behaviours seen in the field that need a tolerance switched on. No make is named: whoever meets one makes a profile
 * of it with the patterns of that make.
 */
export const SHIPPED_PROFILES: readonly Tolerances[] = [
  {
    ...ANY,
    name: 'No subprotocol',
    seen: 'The station offers no Sec-WebSocket-Protocol; it is taken to speak 1.6 and is answered without one.',
    quirks: { missingSubprotocol: '1.6' },
  },
  {
    ...ANY,
    name: 'Empty Basic user',
    seen: 'HTTP Basic names no user, only the password; the identity in the URL counts.',
    quirks: { emptyBasicUser: true },
  },
  {
    ...ANY,
    name: 'Reversed card number',
    seen: 'The reader sends the bytes of a card in reverse order.',
    quirks: { reversedIdToken: true },
  },
  {
    ...ANY,
    name: 'Clock or meter stands still',
    seen: 'Every StartTransaction carries the same time and meter, so that a new session looks like a retry.',
    quirks: { constantStart: true },
  },
]

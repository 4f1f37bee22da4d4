import { describe, expect, it } from 'vitest'
import type { TokenFacts } from '../stations/decision.ts'
import type { SessionId } from '../stations/ids.ts'
import { authorize, canonicalToken, tokenInfoOf } from './authorize.ts'

const NOW = Date.UTC(2026, 4, 1)
const CARD = { value: '04AB12CD', type: 'ISO14443' }
const context = { atMs: NOW, live: true, ownSessionIds: [] }
const [here, there] = ['here' as SessionId, 'there' as SessionId]

function facts(changed: Partial<TokenFacts> = {}): TokenFacts {
  return {
    tokenId: 'token-1',
    status: 'active',
    expiresAtMs: null,
    groupValue: null,
    maxConcurrent: 1,
    activeSessionIds: [],
    ...changed,
  }
}

describe('authorize', () => {
  it('accepts an active token and says why', () => {
    expect(authorize(CARD, facts(), context)).toEqual({
      status: 'Accepted',
      reason: { code: 'tokenAccepted', data: { tokenId: 'token-1' } },
    })
  })

  it('does not know a token that the tenant does not have, whatever its type', () => {
    for (const type of ['ISO14443', 'Unknown', 'Central', 'eMAID']) {
      expect(authorize({ ...CARD, type }, null, context).status).toBe('Unknown')
    }
  })

  it('accepts a start button, which needs no token, and still refuses one that is blocked by name', () => {
    const button = { value: '', type: 'NoAuthorization' }
    expect(authorize(button, null, context).status).toBe('Accepted')
    expect(authorize(button, facts({ status: 'blocked' }), context).status).toBe('Blocked')
  })

  it('refuses a token from the moment it expires', () => {
    const expiring = facts({ expiresAtMs: NOW })
    expect(authorize(CARD, expiring, { ...context, atMs: NOW - 1 }).status).toBe('Accepted')
    expect(authorize(CARD, expiring, context).status).toBe('Expired')
  })

  it('calls a blocked token blocked even when it has expired as well', () => {
    expect(authorize(CARD, facts({ status: 'blocked', expiresAtMs: NOW }), context).status).toBe('Blocked')
  })

  it('refuses a token that is in use elsewhere, not one that starts again where it is', () => {
    const inUse = facts({ activeSessionIds: [there] })
    expect(authorize(CARD, inUse, context).status).toBe('ConcurrentTx')
    expect(authorize(CARD, inUse, { ...context, ownSessionIds: [here] }).status).toBe('ConcurrentTx')
    expect(authorize(CARD, inUse, { ...context, ownSessionIds: [here, there] }).status).toBe('Accepted')
  })

  it('allows as many sessions as the token may have', () => {
    const two = { activeSessionIds: [here, there] }
    expect(authorize(CARD, facts({ ...two, maxConcurrent: 3 }), context).status).toBe('Accepted')
    expect(authorize(CARD, facts({ ...two, maxConcurrent: 2 }), context).status).toBe('ConcurrentTx')
    expect(authorize(CARD, facts({ ...two, maxConcurrent: null }), context).status).toBe('Accepted')
  })

  it('does not hold the present against a queued report', () => {
    const inUse = facts({ activeSessionIds: [there] })
    expect(authorize(CARD, inUse, { ...context, live: false }).status).toBe('Accepted')
  })
})

describe('tokenInfoOf', () => {
  it('lets the station cache expiry and group', () => {
    const member = facts({ expiresAtMs: NOW + 1000, groupValue: 'FLEET' })
    expect(tokenInfoOf(authorize(CARD, member, context), member)).toEqual({
      status: 'Accepted',
      cacheExpiryMs: NOW + 1000,
      groupIdToken: { value: 'FLEET', type: 'Central' },
    })
    expect(tokenInfoOf(authorize(CARD, null, context), null)).toEqual({ status: 'Unknown' })
  })
})

describe('canonicalToken', () => {
  it('turns the bytes of a reader that reverses them', () => {
    expect(canonicalToken({ value: 'cd:12:ab:04', type: 'ISO14443' }, true)).toEqual(CARD)
    expect(canonicalToken(CARD, false)).toBe(CARD)
  })

  it('leaves alone what is not whole bytes', () => {
    for (const value of ['', 'ABC', 'DE-8AA-C123', '04AB1']) {
      expect(canonicalToken({ value, type: 'Unknown' }, true).value).toBe(value)
    }
  })
})

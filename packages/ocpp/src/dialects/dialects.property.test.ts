import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionsOf } from '../messages/actions.ts'
import { schemaOf } from '../messages/schemas.ts'
import { arbitraryDamage, arbitraryPayload } from '../testing/arbitrary-payload.ts'
import { holds } from '../testing/holds.ts'
import { validatePayload } from '../validation/validate.ts'
import { DIALECTS } from './dialects.ts'

/** Actions whose reply the server always gives itself: there is no meaning in an empty one. */
const ANSWERED_BY_KIND = new Set(['BootNotification', 'Heartbeat', 'Authorize', 'StartTransaction'])

const CASES = (['1.6', '2.0.1', '2.1'] as const).flatMap((version) =>
  actionsOf(version, 'toCsms').map((action) => [version, action] as const),
)

describe.each(CASES)('%s %s', (version, action) => {
  const dialect = DIALECTS[version]
  const schema = schemaOf(version, action, 'request')
  if (schema === undefined) throw new Error('a message of the table has a schema')
  const sound = arbitraryPayload(schema)

  it('decodes every valid payload without a note, and the empty reply to it is valid', () => {
    holds(
      fc.property(sound, (payload) => {
        const decoded = dialect.decodeCall(action, payload, { strict: true })
        expect(decoded).toMatchObject({ ok: true, notes: [] })
        if (!decoded.ok || ANSWERED_BY_KIND.has(action) || action === 'NotifyPeriodicEventStream') return
        const response = dialect.encodeReply(action, decoded.event, { kind: 'empty' })
        expect(validatePayload({ version, action, mode: 'strict' }, 'response', response)).toMatchObject({ ok: true })
      }),
      { numRuns: 15 },
    )
  })

  it('is total on damaged payloads', () => {
    holds(
      fc.property(arbitraryDamage(sound), (payload) => {
        const decoded = dialect.decodeCall(action, payload)
        if (decoded.ok) expect(decoded.event.kind).toBeTypeOf('string')
        else expect(decoded.description).not.toBe('')
      }),
      { numRuns: 30 },
    )
  })
})

describe('any action and payload', () => {
  it('decodes or is refused, and answers are read', () => {
    const version = fc.constantFrom('1.6', '2.0.1', '2.1')
    holds(
      fc.property(version, fc.string(), fc.jsonValue(), (v, action, payload) => {
        expect(DIALECTS[v].decodeCall(action, payload).ok).toBe(false)
        for (const kind of ['clearCache', 'getConfiguration'] as const) {
          expect(DIALECTS[v].decodeAnswer({ kind }, payload).status).toBeTypeOf('string')
        }
      }),
    )
  })
})

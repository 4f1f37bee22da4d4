import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionsOf } from '../messages/actions.ts'
import { type MessagePart, schemaOf } from '../messages/schemas.ts'
import { arbitraryDamage, arbitraryPayload } from '../testing/arbitrary-payload.ts'
import { holds } from '../testing/holds.ts'
import type { OcppVersion } from '../vocabulary/dialect.ts'
import { MAX_NOTES, repairPayload } from './repair.ts'
import { validatePayload } from './validate.ts'

/** Every message of 1.6, and those of 2.x that stations send most or that use the rarer keywords. */
const KINDS: readonly (readonly [OcppVersion, string, MessagePart])[] = [
  ...actionsOf('1.6').flatMap((action) => [['1.6', action, 'request'] as const, ['1.6', action, 'response'] as const]),
  ...(['2.0.1', '2.1'] as const).flatMap((version) =>
    ['BootNotification', 'StatusNotification', 'TransactionEvent', 'MeterValues', 'NotifyReport', 'NotifyEvent'].map(
      (action) => [version, action, 'request'] as const,
    ),
  ),
  ['2.0.1', 'GetVariables', 'response'],
  ['2.1', 'SetVariables', 'response'],
]

describe.each(KINDS)('%s %s %s', (version, action, part) => {
  const schema = schemaOf(version, action, part)
  if (schema === undefined) throw new Error('a message of the table has a schema')
  const sound = arbitraryPayload(schema)

  it('valid payloads pass unchanged, and the repair agrees', () => {
    holds(
      fc.property(sound, (payload) => {
        expect(validatePayload({ version, action, mode: 'strict' }, part, payload)).toMatchObject({
          ok: true,
          notes: [],
        })
        const repair = repairPayload(action, schema, payload)
        expect(repair).toEqual({ payload, notes: [], kept: false, refusal: undefined })
        expect(repair.payload).toBe(payload)
      }),
      { numRuns: 20 },
    )
  })

  it('what is repaired stays so, and is valid but for what the notes say was kept', () => {
    holds(
      fc.property(arbitraryDamage(sound), (payload) => {
        const before = JSON.stringify(payload)
        const once = validatePayload({ version, action }, part, payload)
        expect(JSON.stringify(payload)).toBe(before)
        if (!once.ok) {
          expect(once.description.length).toBeGreaterThan(0)
          return
        }
        const twice = validatePayload({ version, action }, part, once.payload)
        expect(twice).toMatchObject({ ok: true, payload: once.payload })
        const kept = once.notes.some((note) => note.endsWith('kept') || note.endsWith('empty list'))
        // Notes are bounded: of a payload that needed more, they do not tell all.
        const toldAll = once.notes.length < MAX_NOTES
        if (toldAll && !kept) expect(twice.ok && twice.notes).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

import { DIALECTS, type StationCommand } from '@stationmaster/ocpp'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinedAnswer, piecesOf } from './pieces.ts'

const dialect = DIALECTS['2.0.1']
const named = (name: string) => ({ component: 'C', variable: name })

test('a list is sent in order, whole, and in messages no longer than the station takes', () => {
  const names = fc.array(fc.string({ minLength: 1, maxLength: 50 }), { minLength: 1, maxLength: 60 })
  const limits = fc.record(
    { items: fc.integer({ min: 1, max: 20 }), bytes: fc.integer({ min: 200, max: 2000 }) },
    { requiredKeys: [] },
  )
  void fc.assert(
    fc.property(names, limits, (list, perMessage) => {
      const command: StationCommand = { kind: 'getVariables', variables: list.map(named), perMessage }
      const pieces = piecesOf(command, dialect).map((piece) => (piece.kind === 'getVariables' ? piece.variables : []))
      expect(pieces.flat()).toEqual(command.variables)
      for (const piece of pieces) {
        expect(piece.length).toBeGreaterThan(0)
        expect(piece.length).toBeLessThanOrEqual(perMessage.items ?? list.length)
        const encoded = dialect.encodeCommand({ kind: 'getVariables', variables: piece })
        const bytes = encoded.ok ? Buffer.byteLength(JSON.stringify(encoded.payload)) : 0
        if (piece.length > 1) expect(bytes).toBeLessThanOrEqual(perMessage.bytes ?? Number.POSITIVE_INFINITY)
      }
    }),
  )
})

test('what has no list is one message', () => {
  expect(piecesOf({ kind: 'clearCache' }, dialect)).toEqual([{ kind: 'clearCache' }])
  expect(piecesOf({ kind: 'getConfiguration', perMessage: { items: 2 } }, DIALECTS['1.6'])).toHaveLength(1)
})

test('answers to pieces are one answer: rejected when one is, with all that was said', () => {
  const one = {
    outcome: 'accepted',
    status: 'RebootRequired',
    variables: [{ ...named('A'), status: 'RebootRequired' }],
  }
  const other = { outcome: 'rejected', status: 'Rejected', variables: [{ ...named('B'), status: 'Rejected' }] }
  expect(joinedAnswer([one, other] as never)).toMatchObject({
    outcome: 'rejected',
    status: 'Rejected',
    variables: [{ variable: 'A' }, { variable: 'B' }],
  })
  expect(joinedAnswer([{ outcome: 'accepted', status: 'Accepted' }, one] as never)).toMatchObject({
    outcome: 'accepted',
    status: 'RebootRequired',
  })
})

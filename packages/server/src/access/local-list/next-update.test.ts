import { foldIdToken, type LocalListEntry } from '@stationmaster/ocpp'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applied, type ListContents, nextUpdate } from './next-update.ts'

const entry = fc.record({
  idToken: fc.record({
    value: fc.constantFrom('A', 'b', 'C-1', 'd2', 'E', 'f', 'G'),
    type: fc.constantFrom('ISO14443', 'eMAID'),
  }),
  info: fc.record(
    {
      status: fc.constantFrom('Accepted' as const, 'Blocked' as const, 'Expired' as const),
      cacheExpiryMs: fc.constantFrom(1000, 2000),
      groupIdToken: fc.constantFrom({ value: 'G1', type: 'Central' }, { value: 'G2', type: 'Central' }),
    },
    { requiredKeys: ['status'] },
  ),
})
const contents = fc
  .array(entry)
  .map((all): ListContents => new Map(all.map((one) => [foldIdToken(one.idToken.value), one])))

test('updates lead from any list to the wanted one, however short the messages, and then there is none', () => {
  fc.assert(
    fc.property(fc.option(contents), contents, fc.integer({ min: 1, max: 4 }), (known, wanted, perMessage) => {
      let list: ListContents | null = known
      let messages = 0
      for (
        let next = nextUpdate(list, wanted, perMessage);
        next !== null;
        next = nextUpdate(list, wanted, perMessage)
      ) {
        expect(next.entries.length).toBeLessThanOrEqual(perMessage)
        list = applied(list, next)
        messages += 1
        expect(messages).toBeLessThan(30)
      }
      expect(new Map(list)).toEqual(wanted)
    }),
  )
})

test('a list that is equal is left alone', () => {
  fc.assert(
    fc.property(contents, (list) => {
      expect(nextUpdate(list, new Map(list), 10)).toBeNull()
    }),
  )
})

test('what is off the list is taken off before anything is put on it', () => {
  const known = new Map<string, Required<LocalListEntry>>([
    ['old', { idToken: { value: 'OLD', type: 'ISO14443' }, info: { status: 'Accepted' } }],
  ])
  const wanted = new Map<string, Required<LocalListEntry>>([
    ['new', { idToken: { value: 'NEW', type: 'ISO14443' }, info: { status: 'Accepted' } }],
  ])
  expect(nextUpdate(known, wanted, 1)).toEqual({
    update: 'differential',
    entries: [{ idToken: { value: 'OLD', type: 'ISO14443' } }],
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lane } from './lane.ts'

test('never more at once than there are places, each row once, and what hangs holds up no other', async () => {
  const rows = fc.array(fc.constantFrom('quick', 'fails', 'hangs'), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (kinds, more) => {
      const hangs = kinds.filter((kind) => kind === 'hangs').length
      const atOnce = hangs + more
      const due = kinds.map((kind, id) => ({ kind, id }))
      const begun: number[] = []
      const troubles: unknown[] = []
      const release = Promise.withResolvers<void>()
      let busy = 0
      const lane = new Lane<(typeof due)[number]>({
        atOnce,
        take: async (limit) => due.splice(0, limit),
        work: async ({ kind, id }) => {
          begun.push(id)
          busy += 1
          expect(busy).toBeLessThanOrEqual(atOnce)
          await (kind === 'hangs' ? release.promise : Promise.resolve())
          busy -= 1
          if (kind === 'fails') throw new Error(`row ${id}`)
        },
        onTrouble: (error) => troubles.push(error),
      })
      await lane.wake()
      while (due.length > 0 || busy > hangs) await new Promise((resolve) => setImmediate(resolve))
      expect(begun).toEqual(kinds.map((_, id) => id))
      release.resolve()
      await lane.stop()
      expect(busy).toBe(0)
      expect(troubles).toHaveLength(kinds.filter((kind) => kind === 'fails').length)
    }),
    { numRuns: 50 },
  )
})

test('with every place taken nothing more is taken, until one is free', async () => {
  const places = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const due = [0, 1, 2]
  const begun: number[] = []
  const lane = new Lane<number>({
    atOnce: 2,
    take: async (limit) => due.splice(0, limit),
    work: (id) => {
      begun.push(id)
      return places[id]!.promise
    },
    onTrouble: () => undefined,
  })
  await lane.wake()
  await lane.wake()
  expect(begun).toEqual([0, 1])
  places[0]!.resolve()
  while (begun.length < 3) await new Promise((resolve) => setImmediate(resolve))
  for (const place of places) place.resolve()
  await lane.stop()
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { missingFrom, type Pages, patchPages, prependToPages } from './patch.ts'

interface Item {
  readonly id: string
  readonly value: number
}
const keyOf = (item: Item) => item.id
const pagesOf = (...pages: Item[][]): Pages<Item> => ({
  pages: pages.map((items) => ({ items })),
  pageParams: pages.map(() => undefined),
})

describe('live patches', () => {
  test('replace what changed and keep the identity of the rest', () => {
    const before = pagesOf([{ id: 'a', value: 1 }], [{ id: 'b', value: 1 }])
    const after = patchPages(before, [{ id: 'b', value: 2 }], keyOf)
    expect(after?.pages[1]?.items).toEqual([{ id: 'b', value: 2 }])
    expect(after?.pages[0]).toBe(before.pages[0])
  })

  test('leave a cache alone that holds none of the items', () => {
    const before = pagesOf([{ id: 'a', value: 1 }])
    expect(patchPages(before, [{ id: 'z', value: 2 }], keyOf)).toBe(before)
    expect(patchPages(undefined, [{ id: 'z', value: 2 }], keyOf)).toBeUndefined()
  })

  test('put new items first', () => {
    const after = prependToPages(pagesOf([{ id: 'a', value: 1 }]), [{ id: 'n', value: 9 }])
    expect(after?.pages[0]?.items.map(keyOf)).toEqual(['n', 'a'])
  })

  test('never lose, add or reorder items', () => {
    const item = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), value: fc.integer() })
    fc.assert(
      fc.property(fc.array(fc.array(item)), fc.array(item), (pages, changed) => {
        const before = pagesOf(...pages)
        const after = patchPages(before, changed, keyOf)
        const ids = (data: Pages<Item> | undefined) => data?.pages.map((page) => page.items.map(keyOf))
        expect(ids(after)).toEqual(ids(before))
        const known = new Set(before.pages.flatMap((page) => page.items.map(keyOf)))
        expect(missingFrom(before, changed, keyOf)).toEqual(changed.filter(({ id }) => !known.has(id)))
      }),
    )
  })
})

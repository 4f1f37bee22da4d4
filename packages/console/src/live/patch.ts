import type { InfiniteData } from '@tanstack/react-query'
import type { Page } from '../ui/page-of.ts'

export type Pages<Item> = InfiniteData<Page<Item>, string | undefined>

/**
 * Replaces the items that changed, wherever they stand in the loaded pages. Pages without a change keep their
 * identity, so nothing that shows them renders again.
 */
export function patchPages<Item>(
  pages: Pages<Item> | undefined,
  changed: readonly Item[],
  keyOf: (item: Item) => string,
): Pages<Item> | undefined {
  const byKey = new Map(changed.map((item) => [keyOf(item), item]))
  return mapPages(pages, (item) => byKey.get(keyOf(item)) ?? item)
}

/** Puts what `next` makes of each item in its place; nothing is touched where it makes the same of it. */
export function mapPages<Item>(pages: Pages<Item> | undefined, next: (item: Item) => Item): Pages<Item> | undefined {
  if (pages === undefined) return undefined
  let touched = false
  const nextPages = pages.pages.map((page) => {
    const items = page.items.map(next)
    if (items.every((item, index) => item === page.items[index])) return page
    touched = true
    return { ...page, items }
  })
  return touched ? { ...pages, pages: nextPages } : pages
}

/** Items of `changed` that none of the loaded pages holds. */
export function missingFrom<Item>(
  pages: Pages<Item> | undefined,
  changed: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Item[] {
  if (pages === undefined) return []
  const known = new Set(pages.pages.flatMap((page) => page.items.map(keyOf)))
  return changed.filter((item) => !known.has(keyOf(item)))
}

/** Puts new items in front of the first page: for lists that show the newest first. */
export function prependToPages<Item>(pages: Pages<Item> | undefined, items: readonly Item[]): Pages<Item> | undefined {
  const [first, ...rest] = pages?.pages ?? []
  if (pages === undefined || first === undefined || items.length === 0) return pages
  return { ...pages, pages: [{ ...first, items: [...items, ...first.items] }, ...rest] }
}

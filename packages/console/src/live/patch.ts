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
  if (pages === undefined) return undefined
  const byKey = new Map(changed.map((item) => [keyOf(item), item]))
  let touched = false
  const next = pages.pages.map((page) => {
    if (!page.items.some((item) => byKey.has(keyOf(item)))) return page
    touched = true
    return { ...page, items: page.items.map((item) => byKey.get(keyOf(item)) ?? item) }
  })
  return touched ? { ...pages, pages: next } : pages
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

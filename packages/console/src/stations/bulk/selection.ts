import type { StationFilter } from '../queries.ts'

/** Stations chosen in the list: some by name, or all that the filter shows, loaded or not. */
export type Selection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly filter: StationFilter; readonly count: number }

export const noSelection: Selection = { kind: 'some', ids: new Set() }

export function isChosen(selection: Selection, id: string): boolean {
  return selection.kind === 'all' || selection.ids.has(id)
}

export function countOf(selection: Selection): number {
  return selection.kind === 'all' ? selection.count : selection.ids.size
}

/** What calls take: names, or the filter. */
export function stationsOf(selection: Selection): { ids: string[] } | { filter: StationFilter } {
  return selection.kind === 'all' ? { filter: selection.filter } : { ids: [...selection.ids] }
}

/** The selection after a box was ticked or cleared; with `from`, all boxes between that one and this. */
export function toggled(
  selection: Selection,
  { rows, id, from, on }: { rows: readonly string[]; id: string; from: string | null; on: boolean },
): Selection {
  // Out of all, those that are loaded and not cleared are what is left.
  const ids = new Set(selection.kind === 'all' ? rows : selection.ids)
  for (const one of between(rows, from, id)) {
    if (on) ids.add(one)
    else ids.delete(one)
  }
  return { kind: 'some', ids }
}

function between(rows: readonly string[], from: string | null, to: string): readonly string[] {
  const [start, end] = [from === null ? -1 : rows.indexOf(from), rows.indexOf(to)]
  if (start === -1 || end === -1) return [to]
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1)
}

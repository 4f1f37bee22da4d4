/** Names of many stations do not fit into an address: they are kept in this tab, and the address says under which name. */
const PREFIX = 'stationmaster.chosen.'
const MOST_IN_ADDRESS = 100

export function keepInAddress(ids: ReadonlySet<string>): { readonly ids: string[] } | { readonly kept: string } {
  if (ids.size <= MOST_IN_ADDRESS) return { ids: [...ids] }
  const kept = crypto.randomUUID()
  try {
    sessionStorage.setItem(PREFIX + kept, JSON.stringify([...ids]))
    return { kept }
  } catch {
    return { ids: [...ids] }
  }
}

/** Undefined: this tab has never kept them. */
export function readKept(kept: string): readonly string[] | undefined {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(PREFIX + kept) ?? 'null')
    return Array.isArray(ids) ? ids.map(String) : undefined
  } catch {
    return undefined
  }
}

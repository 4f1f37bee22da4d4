/** An identity as somebody reads it out at a charger: no case, no dashes, no spaces. The server searches alike. */
export function readOut(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Puts first what was meant most likely: the identity itself, then one that ends or begins so. */
export function likeliestFirst<Item extends { readonly id: string }>(items: readonly Item[], search: string): Item[] {
  const wanted = readOut(search)
  const distance = ({ id }: Item) => {
    const identity = readOut(id)
    if (identity === wanted) return 0
    if (identity.endsWith(wanted)) return 1
    return identity.startsWith(wanted) ? 2 : 3
  }
  return items.toSorted((a, b) => distance(a) - distance(b))
}

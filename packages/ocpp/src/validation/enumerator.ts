/** Shortest folded enumerator that a misspelling may be recognised as: `L1` and `L2` are one letter apart too. */
const SHORTEST_MISSPELT = 6
/** No enumerator of any schema is longer. */
const LONGEST_MISSPELT = 64

/** Enumerators by their folded form, keyed by the schema's own list. */
const FOLDED = new WeakMap<readonly string[], ReadonlyMap<string, string>>()

/** The enumerator a station meant: same letters in another case or punctuation, or one letter wrong; else undefined. */
export function meantEnumerator(text: string, enumerators: readonly string[]): string | undefined {
  const folded = fold(text)
  const byFolded = foldedEnumerators(enumerators)
  const same = byFolded.get(folded)
  if (same !== undefined || folded.length < SHORTEST_MISSPELT || folded.length > LONGEST_MISSPELT) return same
  const [only, ...others] = [...byFolded.keys()].filter((candidate) => oneEditApart(folded, candidate))
  return only === undefined || others.length > 0 ? undefined : byFolded.get(only)
}

function foldedEnumerators(enumerators: readonly string[]): ReadonlyMap<string, string> {
  const known = FOLDED.get(enumerators)
  if (known !== undefined) return known
  const byFolded = new Map(enumerators.map((enumerator) => [fold(enumerator), enumerator]))
  FOLDED.set(enumerators, byFolded)
  return byFolded
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Whether one inserted, missing, replaced or swapped letter separates two texts. */
function oneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const restA = a.slice(start, a.length - end)
  const restB = b.slice(start, b.length - end)
  if (restA.length <= 1 && restB.length <= 1) return true
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]
}

/** Shortest folded enumerator that a misspelling may be recognised as: `L1` and `L2` are one letter apart too. */
const SHORTEST_MISSPELT = 6
/** No enumerator of any schema is longer. */
const LONGEST_MISSPELT = 64

/** Folded enumerators, keyed by the schema's own list. */
const FOLDED = new WeakMap<readonly string[], readonly string[]>()

/** The enumerator a station meant: same letters in another case or punctuation, or one letter wrong; else undefined. */
export function meantEnumerator(text: string, enumerators: readonly string[]): string | undefined {
  const folded = fold(text)
  const candidates = foldedList(enumerators)
  const same = candidates.indexOf(folded)
  if (same !== -1) return enumerators[same]
  if (folded.length < SHORTEST_MISSPELT || folded.length > LONGEST_MISSPELT) return undefined
  const near = enumerators.filter((_, index) => oneEditApart(folded, candidates[index] ?? ''))
  return near.length === 1 ? near[0] : undefined
}

function foldedList(enumerators: readonly string[]): readonly string[] {
  let folded = FOLDED.get(enumerators)
  if (folded === undefined) {
    folded = enumerators.map(fold)
    FOLDED.set(enumerators, folded)
  }
  return folded
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

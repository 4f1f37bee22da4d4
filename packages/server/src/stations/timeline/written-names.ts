/** A shorter name may stand anywhere by chance; no identifier of the standards is longer. */
const SHORTEST = 4
const LONGEST = 64

/**
 * Names with what stands for each, and texts searched for all of them at once: what a search costs depends on the text,
 * not on how many names a station has made up.
 */
export class WrittenNames {
  /** In lower case. */
  readonly #masks = new Map<string, string>()
  /** Lengths of names by their first characters, longest first. */
  readonly #lengths = new Map<string, number[]>()

  add(name: string, mask: string): void {
    const key = name.toLowerCase()
    if (key.length < SHORTEST || key.length > LONGEST || this.#masks.has(key)) return
    this.#masks.set(key, mask)
    const start = key.slice(0, SHORTEST)
    const lengths = this.#lengths.get(start) ?? []
    if (lengths.includes(key.length)) return
    this.#lengths.set(
      start,
      [...lengths, key.length].toSorted((one, other) => other - one),
    )
  }

  /** The text with every name in it replaced, the longest where several begin at one place. */
  replaceIn(text: string): string {
    const lower = text.toLowerCase()
    // Some letters change their length in lower case: then places do not agree, and nothing of the text can be shown.
    if (lower.length !== text.length) return this.#contains(lower) ? '' : text
    let shown = ''
    let from = 0
    for (let at = 0; at + SHORTEST <= lower.length; at += 1) {
      const name = this.#nameAt(lower, at)
      if (name === undefined) continue
      shown += text.slice(from, at) + (this.#masks.get(name) ?? '')
      from = at + name.length
      at = from - 1
    }
    return from === 0 ? text : shown + text.slice(from)
  }

  #contains(lower: string): boolean {
    for (let at = 0; at + SHORTEST <= lower.length; at += 1) if (this.#nameAt(lower, at) !== undefined) return true
    return false
  }

  #nameAt(lower: string, at: number): string | undefined {
    for (const length of this.#lengths.get(lower.slice(at, at + SHORTEST)) ?? []) {
      const name = lower.slice(at, at + length)
      if (this.#masks.has(name)) return name
    }
    return undefined
  }
}

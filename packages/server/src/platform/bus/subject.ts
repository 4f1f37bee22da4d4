const PLAIN = /^[A-Za-z0-9_-]$/

/**
 * Joins words to a subject. Characters that mean something in a subject, or that a bus could refuse, are written as
 * `=XX` per UTF-8 byte, so any station identity is one word and two identities never meet on one subject.
 */
export function subjectOf(...words: readonly [string, ...string[]]): string {
  return words.map(encodeWord).join('.')
}

function encodeWord(word: string): string {
  if (word === '') throw new Error('A word of a subject must not be empty.')
  return Array.from(word, (character) => (PLAIN.test(character) ? character : encodeBytes(character))).join('')
}

function encodeBytes(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')
}

/** Whether a subject falls under a pattern. */
export function matches(pattern: string, subject: string): boolean {
  const wanted = pattern.split('.')
  const words = subject.split('.')
  for (const [index, want] of wanted.entries()) {
    if (want === '>') return words.length > index
    if (words[index] === undefined || (want !== '*' && want !== words[index])) return false
  }
  return wanted.length === words.length
}

export function hasWildcard(pattern: string): boolean {
  return pattern.split('.').some((word) => word === '*' || word === '>')
}

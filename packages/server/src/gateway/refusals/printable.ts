/** Text of strangers for display: bounded, and without what controls, reorders or breaks a text. */
export function printable(text: string, mostCharacters: number): string {
  // Cut before and after: the replacement works on little, and grows nothing.
  return text
    .slice(0, 4 * mostCharacters)
    .toWellFormed()
    .replace(/\p{C}/gu, '\u{FFFD}')
    .slice(0, mostCharacters)
    .toWellFormed()
}

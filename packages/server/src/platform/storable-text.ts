/** Text as a column of PostgreSQL takes it: without U+0000 and half surrogate pairs. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

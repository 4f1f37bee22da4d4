const SHOWN = 4

/** What is left of an identity for those who may not read it: enough to tell two apart. */
export function maskedTail(text: string): string {
  return `••••${text.length > SHOWN * 2 ? text.slice(-SHOWN) : ''}`
}

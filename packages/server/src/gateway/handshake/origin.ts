/**
 * Whether a station socket may open under this Origin header. Embedded clients send none or `file://`; a browser
 * sends the page's, which must be listed (or be our own).
 */
export function originAllowed(origin: string | undefined, allowed: readonly string[]): boolean {
  return origin === undefined || origin.startsWith('file://') || allowed.includes(origin)
}

/** A database time as the contract writes it: RFC 3339, UTC. Times inside JSON columns arrive as text. */
export function instant(value: Date | string): string {
  return (typeof value === 'string' ? new Date(value) : value).toISOString()
}

export function instantOrNull(value: Date | string | null): string | null {
  return value === null ? null : instant(value)
}

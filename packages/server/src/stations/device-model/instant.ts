/** The years 1 to 9999, which databases and RFC 3339 have in common. */
const FIRST_MS = -62_135_596_800_000
const LAST_MS = 253_402_300_799_999

/** An instant as a station says it; null when its clock is so far off that it says nothing. */
export function dateOrNull(ms: number | undefined): Date | null {
  return ms === undefined || !(ms >= FIRST_MS && ms <= LAST_MS) ? null : new Date(ms)
}

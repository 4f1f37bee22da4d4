/** The whole number nearest to a value that JSON carries exactly: what stations say may add up to any size. */
export function safeInteger(value: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, Math.round(value)))
}

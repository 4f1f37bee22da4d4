const FIRST_MS = 1000
const LONGEST_MS = 30_000

/** Wait before reconnect number `attempt` (0 is the first), spread so that many screens do not return at once. */
export function reconnectDelayMs(attempt: number, random: () => number): number {
  const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
  return Math.round(base * (0.5 + random() / 2))
}

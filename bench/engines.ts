/**
 * Benches of the pure packages, by the name they are asked for. They need no server, so they run alone. Each prints its
 * own figures and says whether all of them are within their limits.
 */
export const ENGINE_BENCHES: ReadonlyMap<string, () => Promise<boolean>> = new Map([
  ['pricing', async () => (await import('./pricing/bench-pricing.ts')).benchPricing()],
  ['scheduling', async () => (await import('./scheduling/bench-scheduling.ts')).benchScheduling()],
])

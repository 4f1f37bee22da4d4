/**
 * Benches with a run of their own, by the name they are asked for: of the pure packages, which need no server, and of
 * consoles beside stations. Each prints its own figures and says whether all of them are within their limits.
 */
export const ENGINE_BENCHES: ReadonlyMap<string, () => Promise<boolean>> = new Map([
  ['pricing', async () => (await import('./pricing/bench-pricing.ts')).benchPricing()],
  ['consoles', async () => (await import('./consoles/bench-consoles.ts')).benchConsoles()],
  ['screen', async () => (await import('./screen/bench-screen.ts')).benchScreen()],
  ['scheduling', async () => (await import('./scheduling/bench-scheduling.ts')).benchScheduling()],
])

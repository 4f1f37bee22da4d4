import { price } from '@stationmaster/pricing'
import type { PricePreview, SampleSession, TariffPrices } from '../contract/index.ts'
import { readOwnTariff, type TariffIdentity, toOcpiTariff } from './ocpi-tariff.ts'

const MINUTE_MS = 60_000

/** What sessions cost by prices in force and by others: the engine that prices real ones, on sessions that might be. */
export function previewPrices(
  samples: readonly SampleSession[],
  { before, after }: { readonly before: TariffPrices | undefined; readonly after: TariffPrices },
  identity: TariffIdentity,
): PricePreview['samples'] {
  const cost = (prices: TariffPrices, sample: SampleSession) => totalOf(prices, sample, identity)
  return samples.map((sample) => ({
    before: before === undefined ? null : cost(before, sample),
    after: cost(after, sample),
  }))
}

function totalOf(prices: TariffPrices, sample: SampleSession, identity: TariffIdentity): number {
  const { energyWh, chargingMinutes, connectedMinutes } = sample
  const startMs = identity.atMs
  const fullMs = startMs + Math.min(chargingMinutes, connectedMinutes) * MINUTE_MS
  const priced = price(readOwnTariff(toOcpiTariff(prices, identity)), {
    kind: 'recorded',
    // Nothing that people set here looks at the clock on the wall.
    timeZone: 'UTC',
    events: [
      { kind: 'started', atMs: startMs },
      { kind: 'activity', atMs: startMs, activity: 'charging' },
      { kind: 'meter', atMs: startMs, registerWh: 0 },
      { kind: 'meter', atMs: fullMs, registerWh: energyWh },
      { kind: 'activity', atMs: fullMs, activity: 'parked' },
      { kind: 'ended', atMs: startMs + connectedMinutes * MINUTE_MS },
    ],
  })
  if (!priced.ok) throw new Error(`A sample cannot be priced: ${priced.problems[0]?.message}`)
  return Number(priced.value.total.rounded.gross)
}

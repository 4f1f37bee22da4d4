import { price } from '@stationmaster/pricing'
import type { PricePreview, SampleSession, TariffPrices } from '../contract/index.ts'
import { readOwnTariff, type TariffIdentity, toOcpiTariff } from './ocpi-tariff.ts'

const MINUTE_MS = 60_000

/**
 * What sessions cost by prices in force and by others: the engine that prices real ones, on sessions that might be.
 * Prices in force that cannot be used cost nothing that anybody knows; undefined: the others cannot be used.
 */
export function previewPrices(
  samples: readonly SampleSession[],
  { before, after }: { readonly before: TariffPrices | undefined; readonly after: TariffPrices },
  identity: TariffIdentity,
): PricePreview['samples'] | undefined {
  const cost = (prices: TariffPrices | undefined, sample: SampleSession) =>
    prices === undefined ? null : totalOf(prices, sample, identity)
  const compared = samples.map((sample) => ({ before: cost(before, sample), after: cost(after, sample) }))
  const known = compared.flatMap(({ after, ...rest }) => (after === null ? [] : [{ ...rest, after }]))
  return known.length === samples.length ? known : undefined
}

function totalOf(prices: TariffPrices, sample: SampleSession, identity: TariffIdentity): number | null {
  const { tariff } = readOwnTariff(toOcpiTariff(prices, identity))
  if (tariff === null) return null
  const { energyWh, chargingMinutes, connectedMinutes } = sample
  const startMs = identity.atMs
  const fullMs = startMs + Math.min(chargingMinutes, connectedMinutes) * MINUTE_MS
  const priced = price(tariff, {
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
  return priced.ok ? Number(priced.value.total.rounded.gross) : null
}

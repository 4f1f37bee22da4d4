import { decimal, minorUnitPlaces, price } from '@stationmaster/pricing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TariffPrices } from '../contract/tariffs.ts'
import { readOwnTariff, toOcpiTariff } from './ocpi-tariff.ts'

const START = Date.parse('2026-06-15T10:00:00Z')
const IDENTITY = { tariffId: 'T', currency: 'EUR', atMs: START }

interface Stay {
  readonly energyWh: number
  readonly chargingMinutes: number
  readonly parkedMinutes: number
}

function total(prices: TariffPrices, { energyWh, chargingMinutes, parkedMinutes }: Stay): bigint {
  const fullMs = START + chargingMinutes * 60_000
  const result = price(readOwnTariff(toOcpiTariff(prices, IDENTITY)).tariff ?? [], {
    kind: 'recorded',
    timeZone: 'UTC',
    events: [
      { kind: 'started', atMs: START },
      { kind: 'meter', atMs: START, registerWh: 0 },
      { kind: 'activity', atMs: START, activity: 'charging' },
      { kind: 'meter', atMs: fullMs, registerWh: energyWh },
      { kind: 'activity', atMs: fullMs, activity: 'parked' },
      { kind: 'ended', atMs: fullMs + parkedMinutes * 60_000 },
    ],
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value.total.rounded.gross
}

const SIMPLE = TariffPrices.parse({ perKwh: '0.45', vatPercent: '19', includesVat: true })

test('each price is taken for what it says, and staying is free as long as it says', () => {
  const stay = { energyWh: 18_000, chargingMinutes: 45, parkedMinutes: 60 }
  expect(total(SIMPLE, stay)).toBe(810n)
  expect(total({ ...SIMPLE, startFee: '1' }, stay)).toBe(910n)
  expect(total({ ...SIMPLE, perHourCharging: '2' }, stay)).toBe(960n)
  expect(total({ ...SIMPLE, perHourParked: '6' }, stay)).toBe(1410n)
  expect(total({ ...SIMPLE, perHourParked: '6', parkedFreeMinutes: 75 }, stay)).toBe(1110n)
  expect(total({ ...SIMPLE, includesVat: false }, stay)).toBe(964n)
})

test('the engine computes what the sentence of each price says, to the smallest unit', () => {
  const amount = fc.integer({ min: 0, max: 99_999 }).map((units) => `${Math.floor(units / 1000)}.${units % 1000}`)
  const prices = fc.record({
    ...{ perKwh: amount, perHourCharging: fc.option(amount), perHourParked: fc.option(amount) },
    ...{ startFee: fc.option(amount), parkedFreeMinutes: fc.nat(600) },
    vatPercent: fc.integer({ min: 0, max: 27 }).map(String),
    includesVat: fc.boolean(),
  })
  const stays = fc.record({
    energyWh: fc.nat(100_000),
    chargingMinutes: fc.integer({ min: 1, max: 600 }),
    parkedMinutes: fc.nat(600),
  })
  fc.assert(
    fc.property(prices, stays, (set, stay) => {
      const { energyWh, chargingMinutes, parkedMinutes } = stay
      const stayMinutes = chargingMinutes + parkedMinutes
      const paidMinutes = Math.max(0, Math.min(parkedMinutes, stayMinutes - set.parkedFreeMinutes))
      // All in billionths × 3000: what kWh and minutes divide by.
      const sum =
        decimal(set.perKwh) * BigInt(energyWh) * 3n +
        decimal(set.perHourCharging ?? '0') * BigInt(chargingMinutes) * 50n +
        decimal(set.perHourParked ?? '0') * BigInt(paidMinutes) * 50n +
        decimal(set.startFee ?? '0') * 3000n
      const [over, under] = set.includesVat ? [sum, 1n] : [sum * (100n + BigInt(set.vatPercent)), 100n]
      const cent = 3000n * 10n ** BigInt(9 - minorUnitPlaces('EUR')) * under
      expect(total(set, stay)).toBe((over * 2n + cent) / (cent * 2n))
    }),
  )
})

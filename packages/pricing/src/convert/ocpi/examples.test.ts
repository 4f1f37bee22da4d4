import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { fractionText } from '../../money/fraction.ts'
import type { Amounts } from '../../price/amounts.ts'
import { type Price, price } from '../../price/price.ts'
import { unwrap } from '../../testing/unwrap.ts'
import { readOcpiCdr } from './read-cdr.ts'
import { readOcpiTariff } from './read-tariff.ts'

/** Examples of the standard and of its maintainers' answers, beside the repository because their text is not ours. */
const FILE = fileURLToPath(new URL('../../../../../../shared/data/tariffs/ocpi_2_2_1_examples.json', import.meta.url))

interface Cost {
  readonly excl_vat: number
  readonly incl_vat?: number
}

interface Example {
  readonly name: string
  readonly time_zone: string
  readonly tariff: unknown
  readonly cdr: unknown
  readonly reservation_expired?: boolean
  readonly tolerance: string
  readonly expected: {
    readonly total_cost?: Cost
    readonly total_fixed_cost?: Cost
    readonly total_time_cost?: Cost
    readonly total_reservation_cost?: Cost
    readonly gross?: number
    /** Smallest units. */
    readonly charged?: { readonly net: number; readonly gross: number }
    readonly billed?: Readonly<Record<'energy_kwh' | 'time_h' | 'parking_h' | 'reservation_h', number | undefined>>
  }
}

const OWN = new URL('../../../examples/examples.json', import.meta.url)

it.each(examplesOf(readFileSync(OWN, 'utf8')))('prices %s', (_, example) => check(priceExample(example), example))

if (existsSync(FILE)) {
  it.each(examplesOf(readFileSync(FILE, 'utf8')))('prices %s', (_, example) => check(priceExample(example), example))
} else {
  it('prices the examples of the standard', () => {
    const sentence = `NOT TESTED: the examples of the standard are not at ${FILE}`
    console.warn(sentence)
    // Where they have to be there, this variable is set.
    expect(process.env['REQUIRE_TARIFF_EXAMPLES'], sentence).toBeUndefined()
  })
}

function examplesOf(text: string): (readonly [string, Example])[] {
  const examples: readonly Example[] = JSON.parse(text)
  return examples.map((example) => [example.name, example])
}

function priceExample({ tariff, cdr, time_zone, reservation_expired = false }: Example): Price {
  const context = { timeZone: time_zone, isReservationExpired: reservation_expired }
  return unwrap(price(unwrap(readOcpiTariff(tariff)), unwrap(readOcpiCdr(cdr, context)).session))
}

function check({ total, totals, billed }: Price, { expected, tolerance }: Example): void {
  const margin = Number(tolerance)
  expectCost(total, expected.total_cost, margin)
  expectCost(totals.fixed, expected.total_fixed_cost, margin)
  expectCost(totals.time, expected.total_time_cost, margin)
  expectCost(totals.reservation, expected.total_reservation_cost, margin)
  if (expected.gross !== undefined) expectNear(numberOf(total.gross.amount), expected.gross, margin)
  if (expected.charged !== undefined) {
    const { net, gross } = total.rounded
    expect({ net: Number(net), gross: Number(gross) }).toEqual(expected.charged)
  }
  const volumes = expected.billed
  if (volumes?.energy_kwh !== undefined) expect(billed.energyMilliWh).toBe(Math.round(volumes.energy_kwh * 1e6))
  if (volumes?.time_h !== undefined) expect(billed.chargingS).toBe(Math.round(volumes.time_h * 3600))
  if (volumes?.parking_h !== undefined) expect(billed.parkingS).toBe(Math.round(volumes.parking_h * 3600))
  if (volumes?.reservation_h !== undefined) expect(billed.reservationS).toBe(Math.round(volumes.reservation_h * 3600))
}

function expectCost(amounts: Amounts, cost: Cost | undefined, margin: number): void {
  if (cost === undefined) return
  expectNear(numberOf(amounts.net.amount), cost.excl_vat, margin)
  if (cost.incl_vat !== undefined) expectNear(numberOf(amounts.gross.amount), cost.incl_vat, margin)
}

function expectNear(actual: number, wanted: number, margin: number): void {
  expect(Math.abs(actual - wanted), `${actual} against ${wanted}`).toBeLessThanOrEqual(margin)
}

function numberOf(amount: Amounts['net']['amount']): number {
  return Number(fractionText(amount, 9))
}

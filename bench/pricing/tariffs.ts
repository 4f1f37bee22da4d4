import { readOcpiTariff, type Tariff } from '@stationmaster/pricing'

/** Tariffs as operators have them, from the simplest to one with a price for each quarter of an hour. */
export function benchTariffs(): ReadonlyMap<string, Tariff> {
  return new Map([
    ['per kWh', tariff([{ price_components: [energy(0.49)] }])],
    ['per kWh, blocking fee after 4 h by day', tariff(withBlockingFee())],
    ['tiers of kWh and power, night, min and max', tariff(manyRules(), { min: 1.5, max: 80 })],
    ['96 quarter-hour prices', tariff(quarterHours())],
  ])
}

type Json = Readonly<Record<string, unknown>>

function tariff(elements: readonly Json[], limits?: { min: number; max: number }): Tariff {
  const result = readOcpiTariff({
    ...{ id: 'bench', currency: 'EUR', last_updated: '2026-01-01T00:00:00Z', elements },
    ...(limits && { min_price: { excl_vat: limits.min }, max_price: { excl_vat: limits.max } }),
  })
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '))
  return result.value
}

function energy(price: number): Json {
  return { type: 'ENERGY', price, vat: 19, step_size: 1 }
}

function withBlockingFee(): Json[] {
  return [
    { price_components: [energy(0.55), { type: 'FLAT', price: 0.35, vat: 19, step_size: 0 }] },
    {
      price_components: [{ type: 'PARKING_TIME', price: 6, vat: 19, step_size: 60 }],
      restrictions: { min_duration: 14_400, start_time: '08:00', end_time: '21:00' },
    },
  ]
}

function manyRules(): Json[] {
  const night = { start_time: '22:00', end_time: '06:00' }
  return [
    { price_components: [{ type: 'FLAT', price: 2, vat: 19 }], restrictions: { reservation: 'RESERVATION' } },
    { price_components: [energy(0.39)], restrictions: night },
    { price_components: [energy(0.45)], restrictions: { max_kwh: 10, max_power: 22 } },
    { price_components: [energy(0.52)], restrictions: { min_power: 22, day_of_week: ['SATURDAY', 'SUNDAY'] } },
    { price_components: [energy(0.61), { type: 'TIME', price: 0.6, vat: 19, step_size: 60 }] },
    { price_components: [{ type: 'PARKING_TIME', price: 3, vat: 19, step_size: 300 }], restrictions: { min_kwh: 5 } },
  ]
}

function quarterHours(): Json[] {
  const quarters = Array.from({ length: 96 }, (_, at) => ({
    price_components: [energy(0.3 + ((at * 7) % 23) / 100)],
    restrictions: { start_time: clock(at), end_time: clock(at + 1) },
  }))
  return [...quarters, { price_components: [energy(0.5)] }]
}

function clock(quarter: number): string {
  const minutes = (quarter % 96) * 15
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

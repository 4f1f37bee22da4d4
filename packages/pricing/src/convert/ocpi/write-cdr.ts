import { parseDecimal, toJsonNumber, ZERO } from '../../money/decimal.ts'
import { type Money, moneyText } from '../../money/money.ts'
import type { Amounts } from '../../price/amounts.ts'
import { type PricedPeriod, pricedPeriods } from '../../price/periods.ts'
import { type Price, price, type Tariffs } from '../../price/price.ts'
import { error, fail, type Problem, type Result, succeed } from '../../problem.ts'
import type { Session } from '../../session/session.ts'
import { instantText } from './fields.ts'
import type { OcpiVersion } from './version.ts'
import { OCPI_PLACES, type OcpiObject, writeOcpiTariff } from './write-tariff.ts'

/**
 * The members of an OCPI CDR that come from prices: times, periods, volumes, costs and the tariffs used. Costs keep four
 * decimals; what is charged is the total rounded to the smallest unit. Who, where and by which token is the caller's.
 */
export function writeOcpiCdr(tariffs: Tariffs, session: Session, version: OcpiVersion): Result<OcpiObject> {
  const priced = price(tariffs, session)
  if (!priced.ok) return priced
  const periods = pricedPeriods(tariffs, session)
  if (!periods.ok) return periods
  if (holdsUnknownTaxes(tariffs, priced.value)) return fail(unknownTaxes())
  const used = new Set(periods.value.map(({ tariffId }) => tariffId))
  const all = [tariffs].flat().filter(({ id }) => used.has(id))
  return succeed({
    start_date_time: instantText(periods.value[0]?.fromS ?? 0),
    end_date_time: instantText(Math.max(...periods.value.map(({ toS }) => toS))),
    currency: priced.value.currency,
    tariffs: all.map((tariff) => writeOcpiTariff(tariff, version).value),
    charging_periods: writePeriods(periods.value),
    ...writeCosts(priced.value, version),
    total_energy: kwh(priced.value.measured.energyMilliWh),
    // Reservation is left out: the session's time begins with the session.
    total_time: hours(priced.value.measured.chargingS + priced.value.measured.parkingS),
    total_parking_time: hours(priced.value.measured.parkingS),
  })
}

/** Prices that hold taxes which nobody names have no amount before taxes, and a CDR needs one. */
function holdsUnknownTaxes(tariffs: Tariffs, priced: Price): boolean {
  return isTaxUnknown(priced) && [tariffs].flat().some(({ taxIncluded }) => taxIncluded === 'YES')
}

function unknownTaxes(): Problem {
  const sentence = 'the prices hold taxes that nobody names, so there is no cost before taxes; name them with withTaxes'
  return error('session.taxes-unknown', 'total_cost', sentence)
}

function isTaxUnknown({ notes }: Price): boolean {
  return notes.some(({ kind }) => kind === 'taxes-unknown')
}

function writeCosts(priced: Price, version: OcpiVersion): OcpiObject {
  const { total, totals, taxes } = priced
  const withVat = ({ net, gross }: Amounts) => {
    // Without incl_vat a partner reads that the VAT is not known.
    return { excl_vat: amount(net), ...(!isTaxUnknown(priced) && { incl_vat: amount(gross) }) }
  }
  const names = new Set(taxes.map(({ tax }) => tax?.name ?? OTHER_TAX))
  const [name = OTHER_TAX] = names.size === 1 ? names : []
  const cost = (amounts: Amounts) => {
    if (version === '2.2.1') return withVat(amounts)
    return { before_taxes: amount(amounts.net), taxes: oneTax(name, amounts.tax) }
  }
  const all = taxes.map(({ tax, amount: money }) => ({
    name: tax?.name ?? OTHER_TAX,
    ...(tax && { percentage: toJsonNumber(tax.percent) }),
    amount: amount(money),
  }))
  return {
    total_cost: version === '2.2.1' ? cost(total) : { before_taxes: amount(total.net), taxes: all },
    total_fixed_cost: cost(totals.fixed),
    total_energy_cost: cost(totals.energy),
    total_time_cost: cost(totals.time),
    total_parking_cost: cost(totals.parking),
    total_reservation_cost: cost(totals.reservation),
  }
}

/** Several taxes of one part, or a tax that no component names. */
const OTHER_TAX = 'Taxes'

function oneTax(name: string, tax: Money): OcpiObject[] {
  return tax.amount.over === 0n ? [] : [{ name, amount: amount(tax) }]
}

function amount(money: Money): number {
  return toJsonNumber(parseDecimal(moneyText(money, OCPI_PLACES)) ?? ZERO)
}

/** Volumes are differences of rounded sums, so that they add up, and a threshold stays where it is. */
function writePeriods(periods: readonly PricedPeriod[]): OcpiObject[] {
  let sumMilliWh = 0
  return periods.map((period) => {
    const before = sumMilliWh
    sumMilliWh += period.energyMilliWh
    const energy = tenthsOf(sumMilliWh) - tenthsOf(before)
    return {
      start_date_time: instantText(period.fromS),
      dimensions: dimensionsOf(period, energy / 10_000),
      tariff_id: period.tariffId,
    }
  })
}

function dimensionsOf(period: PricedPeriod, energyKwh: number): OcpiObject[] {
  const { chargingS, parkingS, reservationS, power, current, context } = period
  const volumes: [string, number | undefined][] = [
    ['ENERGY', energyKwh > 0 ? energyKwh : undefined],
    ['TIME', chargingS > 0 ? hours(chargingS) : undefined],
    ['PARKING_TIME', parkingS > 0 ? hours(parkingS) : undefined],
    ['RESERVATION_TIME', reservationS > 0 ? hours(reservationS) : undefined],
    ...(chargingS > 0 ? extremes('POWER', power, 1e6) : []),
    ...(chargingS > 0 ? extremes('CURRENT', current, 1e3) : []),
  ]
  const present = volumes.filter(([, volume]) => volume !== undefined)
  // A period needs a dimension, also that of a session which ended at once.
  const none = context === 'reservation' ? 'RESERVATION_TIME' : 'TIME'
  return (present.length > 0 ? present : [[none, 0]]).map(([type, volume]) => ({ type, volume }))
}

function extremes(name: string, values: PricedPeriod['power'], unit: number): [string, number][] {
  if (values === undefined) return []
  return [
    [`MIN_${name}`, fourPlaces(values.min / unit)],
    [`MAX_${name}`, fourPlaces(values.max / unit)],
  ]
}

/** Tenths of a Wh: the fourth decimal of a kWh. */
function tenthsOf(milliWh: number): number {
  return Math.round(milliWh / 100)
}

function kwh(milliWh: number): number {
  return tenthsOf(milliWh) / 10_000
}

function hours(seconds: number): number {
  return fourPlaces(seconds / 3600)
}

function fourPlaces(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

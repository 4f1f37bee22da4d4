import { type Decimal, decimal, ofBillionths, toJsonNumber } from '../../money/decimal.ts'
import { roundFraction } from '../../money/fraction.ts'
import type {
  Dimension,
  PriceComponent,
  PriceLimit,
  ReservationRestriction,
  Restrictions,
  Tariff,
} from '../../tariff/tariff.ts'
import { taxRuleOf } from '../../tariff/taxes.ts'
import type { Converted, Loss } from '../loss.ts'
import { instantText } from '../ocpi/fields.ts'
import { conditionsOf, fixedConditionsOf, isFixedCondition } from './conditions.ts'
import type { Ocpp21Limit, Ocpp21Prices, Ocpp21Tariff, Ocpp21TaxRate } from './tariff.ts'

/** Enough that an hour at a price per minute is off by less than a hundredth of a cent. */
const PRICE_PLACES = 6
const MINUTES_OF_HOUR = decimal('60')
const ONE_KWH = decimal('1')
const ONCE = decimal('1')
const BILLIONTHS = 1_000_000_000n
const BILLIONTHS_OF_PLACE = BILLIONTHS / 10n ** BigInt(PRICE_PLACES)
/** A step of 1 Wh or 1 s moves no cent. */
const HARMLESS_STEP = 1

interface Priced {
  readonly component: PriceComponent
  readonly restrictions: Restrictions
  readonly path: string
}

/**
 * The tariff that a station of OCPP 2.1 can compute by itself (SetDefaultTariff). The first price that fits wins, as in
 * OCPI. Steps, expired reservations and some conditions of fixed prices have no counterpart; each loss is named.
 */
export function toOcpp21Tariff(tariff: Tariff): Converted<Ocpp21Tariff> {
  const losses: Loss[] = []
  const pick = (dimension: Dimension, reservation?: ReservationRestriction) => {
    return pricedOf(tariff, dimension, reservation)
  }
  const time = (priced: readonly Priced[]) => timePrices(tariff, priced, losses)
  const fixed = (priced: readonly Priced[]) => fixedPrices(tariff, priced, losses)
  const value: Ocpp21Tariff = {
    tariffId: tariff.id,
    currency: tariff.currency,
    ...(tariff.altText && { description: tariff.altText.map(({ language, text }) => message(language, text)) }),
    ...(tariff.validFromS !== undefined && { validFrom: instantText(tariff.validFromS) }),
    ...member('energy', energyPrices(tariff, pick('ENERGY'), losses)),
    ...member('chargingTime', time(pick('TIME'))),
    ...member('idleTime', time(pick('PARKING_TIME'))),
    ...member('fixedFee', fixed(pick('FLAT'))),
    ...member('reservationTime', time(pick('TIME', 'RESERVATION'))),
    ...member('reservationFixed', fixed(pick('FLAT', 'RESERVATION'))),
    ...member('minCost', limitOf(tariff.minPrice)),
    ...member('maxCost', limitOf(tariff.maxPrice)),
  }
  return { value, losses: [...losses, ...lostWholly(tariff)] }
}

function message(language: string, content: string) {
  return { format: 'UTF8' as const, language, content }
}

function member<Name extends keyof Ocpp21Tariff>(name: Name, value: Ocpp21Tariff[Name] | undefined) {
  return value === undefined ? {} : { [name]: value }
}

function pricedOf({ elements }: Tariff, dimension: Dimension, reservation?: ReservationRestriction): Priced[] {
  return elements.flatMap(({ components, restrictions = {} }, at) => {
    if (restrictions.reservation !== reservation) return []
    const index = components.findIndex((component) => component.dimension === dimension)
    const component = components[index]
    const path = `elements[${at}].price_components[${index}]`
    return component === undefined ? [] : [{ component, restrictions, path }]
  })
}

function energyPrices(tariff: Tariff, all: readonly Priced[], losses: Loss[]) {
  return pricesOf(tariff, all, losses, (priced) => ({
    priceKwh: netPrice(tariff, priced, ONE_KWH, losses),
    ...withConditions(conditionsOf(priced.restrictions)),
  }))
}

function timePrices(tariff: Tariff, all: readonly Priced[], losses: Loss[]) {
  return pricesOf(tariff, all, losses, (priced) => ({
    priceMinute: netPrice(tariff, priced, MINUTES_OF_HOUR, losses),
    ...withConditions(conditionsOf(priced.restrictions)),
  }))
}

function fixedPrices(tariff: Tariff, all: readonly Priced[], losses: Loss[]) {
  const sayable = all.filter(({ restrictions }) => isFixedCondition(restrictions))
  for (const { path } of all.filter((priced) => !sayable.includes(priced))) {
    losses.push({ path, message: 'left out: a fixed price depends on clock and calendar only' })
  }
  return pricesOf(tariff, sayable, losses, (priced) => ({
    priceFixed: netPrice(tariff, priced, ONCE, losses),
    ...withConditions(fixedConditionsOf(priced.restrictions)),
  }))
}

function withConditions<Conditions>(conditions: Conditions | undefined) {
  return conditions === undefined ? {} : { conditions }
}

/** All prices of one dimension share their taxes, which are those of the first. */
function pricesOf<Price>(
  tariff: Tariff,
  all: readonly Priced[],
  losses: Loss[],
  convert: (priced: Priced) => Price,
): Ocpp21Prices<Price> | undefined {
  const [first] = all
  if (first === undefined) return undefined
  const rates = ratesOf(tariff, first.component)
  for (const { component, path } of all) {
    if (component.stepSize > HARMLESS_STEP && component.dimension !== 'FLAT') {
      losses.push({ path: `${path}.step_size`, message: `not rounded up to ${component.stepSize}: there are no steps` })
    }
    if (JSON.stringify(ratesOf(tariff, component)) !== JSON.stringify(rates)) {
      losses.push({ path: `${path}.vat`, message: 'the taxes of the first price of this kind are used' })
    }
  }
  return { prices: all.map(convert), ...(rates.length > 0 && { taxRates: rates }) }
}

function ratesOf(tariff: Tariff, component: PriceComponent): Ocpp21TaxRate[] {
  const { taxes } = taxRuleOf(tariff, component)
  return taxes.map(({ name, percent, stack }) => ({ type: name, tax: toJsonNumber(percent), stack }))
}

/** A price before taxes; of an hour, per minute. */
function netPrice(tariff: Tariff, { component, path }: Priced, perUnit: Decimal, losses: Loss[]): number {
  const { price } = component
  const { factor, isIncluded } = taxRuleOf(tariff, component)
  const { over, under } = isIncluded ? factor : { over: 1n, under: 1n }
  const exact = { over: price * under, under: perUnit * over }
  const net = ofBillionths(roundFraction(exact, PRICE_PLACES) * BILLIONTHS_OF_PLACE)
  if (net * exact.under !== exact.over * BILLIONTHS) {
    losses.push({ path: `${path}.price`, message: `rounded to ${PRICE_PLACES} decimals` })
  }
  return toJsonNumber(net)
}

function limitOf(limit: PriceLimit | undefined): Ocpp21Limit | undefined {
  if (limit === undefined) return undefined
  return {
    ...(limit.net !== undefined && { exclTax: toJsonNumber(limit.net) }),
    ...(limit.gross !== undefined && { inclTax: toJsonNumber(limit.gross) }),
  }
}

function lostWholly(tariff: Tariff): Loss[] {
  const expiry = tariff.elements.flatMap(({ restrictions }, at) => {
    if (restrictions?.reservation !== 'RESERVATION_EXPIRES') return []
    return [{ path: `elements[${at}]`, message: 'left out: a lapsed reservation has no price of its own' }]
  })
  if (tariff.validToS === undefined) return expiry
  return [...expiry, { path: 'end_date_time', message: 'left out: the station keeps the tariff until it gets another' }]
}

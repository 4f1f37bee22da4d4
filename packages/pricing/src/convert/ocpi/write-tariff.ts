import { type Decimal, divide, ofBillionths, roundDecimal, toJsonNumber } from '../../money/decimal.ts'
import { roundFraction } from '../../money/fraction.ts'
import { heaviestTaxes } from '../../price/limits.ts'
import { compileTariff } from '../../tariff/compile.ts'
import type { PriceComponent, PriceLimit, Tariff, TariffElement } from '../../tariff/tariff.ts'
import { taxRuleOf } from '../../tariff/taxes.ts'
import type { Converted, Loss } from '../loss.ts'
import { instantText } from './fields.ts'
import type { OcpiVersion } from './version.ts'
import { writeRestrictions } from './write-restrictions.ts'

/** OCPI numbers have at most four decimals (types, number). */
export const OCPI_PLACES = 4

/** A JSON object of OCPI. */
export type OcpiObject = Readonly<Record<string, unknown>>

/**
 * A Tariff object of OCPI. What `readOcpiTariff` makes of it prices as the tariff does, except where a loss says
 * otherwise: 2.2.1 cannot say that prices hold the taxes, and no version knows the taxes of the place.
 */
export function writeOcpiTariff(tariff: Tariff, version: OcpiVersion): Converted<OcpiObject> {
  const losses: Loss[] = []
  const writing: Writing = { tariff, version, losses }
  if (tariff.taxes !== undefined && tariff.taxes.length > 0) {
    losses.push({ path: 'taxes', message: 'OCPI has no place for them; the taxes[] of a CDR will tell' })
  }
  const { countryCode, partyId, id, currency, type, altText, altUrl, validFromS, validToS, lastUpdatedS } = tariff
  const value = {
    ...tariff.otherFields,
    ...present({ country_code: countryCode, party_id: partyId }),
    id,
    currency,
    ...present({ type, tariff_alt_text: altText, tariff_alt_url: altUrl }),
    ...(tariff.minPrice && { min_price: writeLimit(writing, tariff.minPrice, 'min_price') }),
    ...(tariff.maxPrice && { max_price: writeLimit(writing, tariff.maxPrice, 'max_price') }),
    ...(version === '2.3.0' ? { tax_included: tariff.taxIncluded } : {}),
    elements: tariff.elements.map((element, at) => writeElement(writing, element, `elements[${at}]`)),
    ...present({ start_date_time: instantOf(validFromS) }),
    ...present({ end_date_time: instantOf(validToS) }),
    last_updated: instantText(lastUpdatedS),
  }
  return { value, losses }
}

/** What is being written, and what it loses. */
interface Writing {
  readonly tariff: Tariff
  readonly version: OcpiVersion
  readonly losses: Loss[]
}

function writeElement(writing: Writing, element: TariffElement, path: string) {
  const { components, restrictions } = element
  return {
    price_components: components.map((component, at) =>
      writeComponent(writing, component, `${path}.price_components[${at}]`),
    ),
    ...(restrictions && { restrictions: writeRestrictions(restrictions) }),
  }
}

function writeComponent(writing: Writing, component: PriceComponent, path: string): OcpiObject {
  const { tariff, version, losses } = writing
  const { dimension, stepSize, vatPercent } = component
  const wanted = version === '2.2.1' ? netPrice(tariff, component, path, losses) : component.price
  const price = roundDecimal(wanted, OCPI_PLACES)
  if (price !== wanted) losses.push({ path: `${path}.price`, message: 'rounded to four decimals' })
  const hasVat = vatPercent !== undefined && !(version === '2.2.1' && tariff.taxIncluded === 'N/A')
  return {
    type: dimension,
    price: toJsonNumber(price),
    ...(hasVat && { vat: toJsonNumber(vatPercent) }),
    step_size: stepSize,
  }
}

/** Prices of 2.2.1 are before VAT. */
function netPrice(tariff: Tariff, component: PriceComponent, path: string, losses: Loss[]): Decimal {
  if (tariff.taxIncluded !== 'YES') return component.price
  const { factor, taxes, isKnown } = taxRuleOf(tariff, component)
  if (!isKnown || component.vatPercent === undefined) {
    losses.push({ path: `${path}.price`, message: 'holds taxes that 2.2.1 cannot state; written as it is' })
    return component.price
  }
  if (taxes.length === 0 || component.vatPercent === 0n) return component.price
  losses.push({ path: `${path}.price`, message: 'holds VAT, which 2.2.1 cannot say; the price before VAT is written' })
  return divide(component.price, ofBillionths(roundFraction(factor, 9)))
}

function writeLimit({ tariff, version, losses }: Writing, limit: PriceLimit, path: string): OcpiObject {
  const net = limit.net ?? derivedNet(tariff, limit, path, losses)
  const [before, after] = version === '2.2.1' ? ['excl_vat', 'incl_vat'] : ['before_taxes', 'after_taxes']
  return {
    ...(net !== undefined && { [before]: toJsonNumber(roundDecimal(net, OCPI_PLACES)) }),
    ...(limit.gross !== undefined && { [after]: toJsonNumber(roundDecimal(limit.gross, OCPI_PLACES)) }),
  }
}

function derivedNet(tariff: Tariff, { gross }: PriceLimit, path: string, losses: Loss[]): Decimal | undefined {
  if (gross === undefined) return undefined
  losses.push({ path, message: 'OCPI needs the limit before taxes; it was derived by the highest tax of the tariff' })
  return divide(gross, ofBillionths(roundFraction(heaviestTaxes(compileTariff(tariff)).factor, 9)))
}

function instantOf(atS: number | undefined): string | undefined {
  return atS === undefined ? undefined : instantText(atS)
}

function present(members: OcpiObject): OcpiObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

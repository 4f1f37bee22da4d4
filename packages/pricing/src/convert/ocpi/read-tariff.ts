import { isCurrency } from '../../money/currency.ts'
import { decimal, toScaledInteger } from '../../money/decimal.ts'
import { isError, type Result } from '../../problem.ts'
import {
  DIMENSIONS,
  type DisplayText,
  type PriceComponent,
  type PriceLimit,
  TARIFF_TYPES,
  TAX_INCLUDED,
  type Tariff,
  type TariffElement,
} from '../../tariff/tariff.ts'
import {
  decimalField,
  enumField,
  type Fields,
  has,
  instantField,
  listField,
  note,
  objectField,
  openFields,
  optional,
  required,
  requiredDecimal,
  requiredText,
  textField,
} from './fields.ts'
import { readRestrictions } from './read-restrictions.ts'

const KNOWN_FIELDS = new Set([
  ...[
    'country_code',
    'party_id',
    'id',
    'currency',
    'type',
    'tariff_alt_text',
    'tariff_alt_url',
    'min_price',
    'max_price',
  ],
  ...['tax_included', 'elements', 'start_date_time', 'end_date_time', 'last_updated'],
])

/** Taxes of a component lie between these percentages. */
const HIGHEST_TAX = decimal('100')

/**
 * Reads a Tariff object of OCPI 2.2.1 or 2.3.0; the one with `tax_included` is of 2.3.0. Numbers written as text, null for
 * absent, and members it does not know are accepted; the latter are kept for `writeOcpiTariff`. The problems name every
 * field that cannot be read. Whether the tariff makes sense is the question of `validateTariff`.
 */
export function readOcpiTariff(json: unknown): Result<Tariff> {
  const fields = openFields(json)
  const tariff = readFields(fields)
  const errors = fields.problems.filter(isError)
  return tariff === undefined || errors.length > 0 ? { ok: false, problems: errors } : { ok: true, value: tariff }
}

function readFields(fields: Fields): Tariff | undefined {
  const currency = requiredText(fields, 'currency')
  if (currency !== '' && !isCurrency(currency)) {
    note(fields, 'currency.unknown', 'currency', 'is no currency of ISO 4217 in capital letters')
  }
  required(fields, 'elements')
  const others = Object.entries(fields.members).filter(([name, value]) => !KNOWN_FIELDS.has(name) && value !== null)
  const [from, to] = [instantField(fields, 'start_date_time'), instantField(fields, 'end_date_time')]
  return {
    id: requiredText(fields, 'id'),
    currency,
    taxIncluded: enumField(fields, 'tax_included', TAX_INCLUDED) ?? 'NO',
    elements: listField(fields, 'elements').map(readElement),
    lastUpdatedS: seconds(instantField(fields, 'last_updated')) ?? 0,
    ...optional('countryCode', textField(fields, 'country_code')),
    ...optional('partyId', textField(fields, 'party_id')),
    ...optional('type', enumField(fields, 'type', TARIFF_TYPES)),
    ...optional('minPrice', readLimit(objectField(fields, 'min_price'))),
    ...optional('maxPrice', readLimit(objectField(fields, 'max_price'))),
    ...optional('validFromS', seconds(from)),
    ...optional('validToS', seconds(to)),
    ...(has(fields, 'tariff_alt_text') ? { altText: listField(fields, 'tariff_alt_text').map(readText) } : {}),
    ...optional('altUrl', textField(fields, 'tariff_alt_url')),
    ...(others.length === 0 ? {} : { otherFields: Object.fromEntries(others) }),
  }
}

function readElement(fields: Fields): TariffElement {
  const restrictions = objectField(fields, 'restrictions')
  required(fields, 'price_components')
  return {
    components: listField(fields, 'price_components').flatMap(readComponent),
    ...(restrictions === undefined ? {} : { restrictions: readRestrictions(restrictions) }),
  }
}

function readComponent(fields: Fields): PriceComponent[] {
  const dimension = enumField(fields, 'type', DIMENSIONS) ?? required(fields, 'type')
  const price = requiredDecimal(fields, 'price')
  const vat = decimalField(fields, 'vat')
  if (vat !== undefined && (vat < 0n || vat > HIGHEST_TAX)) {
    note(fields, 'component.tax-out-of-range', 'vat', 'a tax lies between 0 and 100 percent')
  }
  const stepSize = readStepSize(fields)
  if (dimension === undefined || price === undefined) return []
  return [{ dimension, price, stepSize, ...optional('vatPercent', vat) }]
}

/** Missing and 0 both mean: not rounded. */
function readStepSize(fields: Fields): number {
  const value = decimalField(fields, 'step_size')
  if (value === undefined) return 0
  const step = toScaledInteger(value, 0)
  const isWhole = toScaledInteger(value, 9) === step * 1e9
  if (isWhole && step >= 0 && step <= 1e9) return step
  note(fields, 'json.number', 'step_size', 'expected a whole number of Wh or seconds, not below zero')
  return 0
}

function readLimit(fields: Fields | undefined): PriceLimit | undefined {
  if (fields === undefined) return undefined
  const net = decimalField(fields, 'excl_vat') ?? decimalField(fields, 'before_taxes')
  const gross = decimalField(fields, 'incl_vat') ?? decimalField(fields, 'after_taxes')
  if (net === undefined && gross === undefined) note(fields, 'json.required', 'before_taxes', 'is required')
  return { ...optional('net', net), ...optional('gross', gross) }
}

function readText(fields: Fields): DisplayText {
  return { language: requiredText(fields, 'language'), text: requiredText(fields, 'text') }
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / 1000)
}

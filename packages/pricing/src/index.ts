export type { Converted, Loss } from './convert/loss.ts'
export { checkOcpiCdr, type Discrepancy } from './convert/ocpi/check-cdr.ts'
export { type CdrContext, type OcpiCdr, readOcpiCdr, type StatedTotals } from './convert/ocpi/read-cdr.ts'
export { readOcpiTariff } from './convert/ocpi/read-tariff.ts'
export { OCPI_VERSIONS, type OcpiVersion } from './convert/ocpi/version.ts'
export { writeOcpiCdr } from './convert/ocpi/write-cdr.ts'
export { type OcpiObject, writeOcpiTariff } from './convert/ocpi/write-tariff.ts'
export type { Ocpp21Conditions, Ocpp21Tariff } from './convert/ocpp21/tariff.ts'
export { toOcpp21Tariff } from './convert/ocpp21/write-tariff.ts'
export { DE } from './convert/text/de.ts'
export { describeLine } from './convert/text/describe-line.ts'
export {
  describeTariff,
  PRICE_PARTS,
  type PricePart,
  type PricePhrase,
  type TariffDescription,
  tariffText,
} from './convert/text/describe-tariff.ts'
export { EN } from './convert/text/en.ts'
export { formulaText } from './convert/text/formula-text.ts'
export { type PriceText16, toPriceText16 } from './convert/text/ocpp16-price-text.ts'
export type { TariffTexts } from './convert/text/texts.ts'
export { type Difference, type DifferenceReason, explainDifference, type PriceDifference } from './diff/difference.ts'
export { minorUnitPlaces } from './money/currency.ts'
export { type Decimal, decimal, decimalText, parseDecimal } from './money/decimal.ts'
export {
  add,
  compareMoney,
  type MinorUnits,
  type Money,
  money,
  moneyText,
  subtract,
  toMinorUnits,
  zero,
} from './money/money.ts'
export type { Amounts, RoundedAmounts } from './price/amounts.ts'
export type { Category, ComponentLine, LimitLine, LineReason, PriceLine } from './price/line.ts'
export { type Extremes, type PricedPeriod, pricedPeriods } from './price/periods.ts'
export { type Price, price, type Quantities, type Tariffs } from './price/price.ts'
export { type PriceSnapshot, snapshotPrice } from './price/snapshot.ts'
export type { TaxTotal } from './price/tax-totals.ts'
export { isError, type Problem, type Result, type Rule } from './problem.ts'
export type {
  Feed,
  FeedPrice,
  Formula,
  FormulaComponent,
  MarketFormula,
  MemberPrice,
  OccupancyBand,
  OccupancyFormula,
  Offer,
  OfferComponent,
  OfferElement,
  PriceChange,
  Situation,
  Voucher,
} from './resolve/offer.ts'
export { resolveOffer } from './resolve/resolve-offer.ts'
export { type Assumption, assumeSession } from './session/assume.ts'
export type { Note } from './session/note.ts'
export type {
  Activity,
  MeterSample,
  PeriodSession,
  RecordedSession,
  ReservationOutcome,
  Session,
  SessionEvent,
  SessionPeriod,
} from './session/session.ts'
export type {
  Dimension,
  DisplayText,
  PriceComponent,
  PriceLimit,
  Restrictions,
  Tariff,
  TariffElement,
  TariffType,
  Tax,
  TaxIncluded,
} from './tariff/tariff.ts'
export { withTaxes } from './tariff/taxes.ts'
export {
  isUsable,
  type ValidationContext,
  validateOcpiTariff,
  validateSession,
  validateTariff,
  validateTariffs,
} from './validate/validate.ts'
export { validateOffer } from './validate/validate-offer.ts'

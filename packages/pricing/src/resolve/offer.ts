import type { Decimal } from '../money/decimal.ts'
import type { Dimension, PriceComponent, Restrictions, Tariff } from '../tariff/tariff.ts'

/**
 * A tariff whose prices are partly found only when a session starts. Resolved then into plain OCPI elements, it is frozen:
 * what the driver saw is what is charged, and can be sent to a partner.
 */
export interface Offer<Currency extends string = string> extends Omit<Tariff<Currency>, 'elements'> {
  readonly elements: readonly OfferElement[]
  /** Of several that a driver may have, each component takes the cheapest. */
  readonly memberPrices?: readonly MemberPrice[]
}

export interface OfferElement {
  readonly components: readonly OfferComponent[]
  readonly restrictions?: Restrictions
}

export type OfferComponent = PriceComponent | FormulaComponent

export interface FormulaComponent extends Omit<PriceComponent, 'price'> {
  readonly formula: Formula
}

export type Formula = MarketFormula | OccupancyFormula

/** price = feed × factor + adder, not below floor, not above cap. */
export interface MarketFormula {
  readonly kind: 'market'
  /** Which of the feeds. Its prices are for the component's unit: for energy, per kWh. */
  readonly feed: string
  readonly factor: Decimal
  readonly adder: Decimal
  readonly floor?: Decimal
  readonly cap?: Decimal
  /** For moments for which the feed has no price yet. */
  readonly fallback: Decimal
}

/** price = base + the adder of the highest band that is reached, not below floor, not above cap. */
export interface OccupancyFormula {
  readonly kind: 'occupancy'
  readonly base: Decimal
  readonly bands: readonly OccupancyBand[]
  readonly floor?: Decimal
  readonly cap?: Decimal
}

export interface OccupancyBand {
  /** Share of the site's points in use at the start of the session, in percent, from which it holds. */
  readonly fromPercent: number
  readonly adder: Decimal
}

export interface MemberPrice {
  readonly group: string
  /** Absent: all. */
  readonly dimensions?: readonly Dimension[]
  readonly change: PriceChange
}

export type PriceChange =
  /** 10 takes a tenth off. */
  | { readonly kind: 'percent-off'; readonly percent: Decimal }
  | { readonly kind: 'amount-off'; readonly amount: Decimal }
  | { readonly kind: 'price'; readonly price: Decimal }

export type Voucher =
  | { readonly kind: 'percent-off'; readonly percent: Decimal; readonly dimensions?: readonly Dimension[] }
  /** The first kWh of the session cost nothing. */
  | { readonly kind: 'free-energy'; readonly energyMilliWh: number }
  /** Off the whole session, after taxes; the rest of a voucher that is worth more is lost. */
  | { readonly kind: 'amount-off'; readonly gross: Decimal }

/** Prices of a market, in the currency and the unit of the components that follow them. */
export interface Feed {
  readonly currency: string
  readonly prices: readonly FeedPrice[]
}

/** A price of the market for a stretch of time; Unix seconds, the end exclusive. */
export interface FeedPrice {
  readonly fromS: number
  readonly toS: number
  readonly price: Decimal
}

/** What is known when a session starts. */
export interface Situation {
  readonly startMs: number
  /** IANA name, of the location. */
  readonly timeZone: string
  readonly feeds?: ReadonlyMap<string, Feed>
  /** Share of the site's points in use. */
  readonly occupancyPercent?: number
  readonly groups?: readonly string[]
  readonly vouchers?: readonly Voucher[]
  /** The most that the driver wants to pay for the session, after taxes. */
  readonly spendingCap?: Decimal
  /** Id of the resolved tariff: another content needs another id (OCPP 2.1 I08.FR.08). Absent: that of the offer. */
  readonly tariffId?: string
}

export function isFormula(component: OfferComponent): component is FormulaComponent {
  return 'formula' in component
}

import { error, fail, type Problem, type Result, succeed } from '../problem.ts'
import { zoneProblem } from '../session/build-timeline.ts'
import type { PriceComponent, Tariff, TariffElement } from '../tariff/tariff.ts'
import { isInstant } from '../time/instant.ts'
import { type Zone, zoneOf } from '../time/zone.ts'
import { capSpending } from './cap-spending.ts'
import { resolveMarket } from './market.ts'
import { applyMemberPrices } from './member-prices.ts'
import { priceByOccupancy } from './occupancy.ts'
import { type Formula, isFormula, type Offer, type OfferElement, type Situation } from './offer.ts'
import { applyVouchers } from './vouchers.ts'

/**
 * The plain tariff of one session. In this order: formulas, member prices, vouchers, the spending cap. Prices are rounded
 * to four decimals here, as OCPI writes them, so that a partner who computes with the exported tariff computes the same.
 */
export function resolveOffer<Currency extends string>(
  offer: Offer<Currency>,
  situation: Situation,
): Result<Tariff<Currency>> {
  const zone = zoneOf(situation.timeZone)
  if (zone === undefined) return fail(zoneProblem(situation.timeZone))
  const problems = situationProblems(offer, situation)
  if (problems.length > 0) return fail(...problems)
  const { elements, memberPrices = [], ...rest } = offer
  const plain = elements.flatMap((element) => resolveElement(element, situation, zone))
  const tariff: Tariff<Currency> = { ...rest, id: situation.tariffId ?? offer.id, elements: plain }
  const forMembers = applyMemberPrices(tariff, memberPrices, situation.groups ?? [])
  const withVouchers = applyVouchers(forMembers, situation.vouchers ?? [])
  if (!withVouchers.ok) return withVouchers
  const { spendingCap } = situation
  return spendingCap === undefined ? withVouchers : succeed(capSpending(withVouchers.value, spendingCap))
}

function resolveElement({ components, restrictions }: OfferElement, situation: Situation, zone: Zone): TariffElement[] {
  const place = restrictions === undefined ? {} : { restrictions }
  const market = components.flatMap((component) => {
    if (!isFormula(component) || component.formula.kind !== 'market') return []
    const { formula, ...rest } = component
    const feed = situation.feeds?.get(formula.feed)?.prices ?? []
    return resolveMarket({ formula, component: rest, restrictions: restrictions ?? {}, feed }, situation.startMs, zone)
  })
  const always = components.map((component): PriceComponent => {
    if (!isFormula(component)) return component
    const { formula, ...rest } = component
    if (formula.kind === 'market') return { ...rest, price: formula.fallback }
    return { ...rest, price: priceByOccupancy(formula, situation.occupancyPercent ?? 0) }
  })
  return [...market, { components: always, ...place }]
}

function situationProblems({ elements, currency }: Offer, situation: Situation): Problem[] {
  const { occupancyPercent, spendingCap } = situation
  const isStart = isInstant(situation.startMs)
  const isShare = occupancyPercent === undefined || (occupancyPercent >= 0 && occupancyPercent <= 100)
  return [
    ...(isStart ? [] : [error('json.time', 'startMs', 'no instant between 1970 and 9999')]),
    ...(isShare ? [] : [error('offer.out-of-range', 'occupancyPercent', 'it lies between 0 and 100')]),
    ...(spendingCap !== undefined && spendingCap < 0n
      ? [error('offer.out-of-range', 'spendingCap', 'it is not below zero')]
      : []),
    ...elements.flatMap(({ components }, at) =>
      components.flatMap((component, index) => {
        const path = `elements[${at}].price_components[${index}]`
        return isFormula(component) ? formulaProblems(component.formula, currency, situation, path) : []
      }),
    ),
  ]
}

function formulaProblems(formula: Formula, currency: string, situation: Situation, path: string): Problem[] {
  if (formula.kind === 'market') {
    const feed = situation.feeds?.get(formula.feed)
    if (feed !== undefined && feed.currency !== currency) {
      return [error('currency.mixed', path, `the feed is in ${feed.currency}, the tariff in ${currency}`)]
    }
    if (feed !== undefined) return []
    return [error('offer.feed-missing', path, `there are no prices of the feed ${JSON.stringify(formula.feed)}`)]
  }
  if (situation.occupancyPercent !== undefined) return []
  return [error('offer.occupancy-missing', path, 'nobody says how many points are in use')]
}

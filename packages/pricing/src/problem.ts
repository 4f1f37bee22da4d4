/** The rules that a tariff, an offer or a session can break. Each is explained in docs/pricing.md. */
export type Rule =
  // reading JSON
  | 'json.type'
  | 'json.required'
  | 'json.enum'
  | 'json.number'
  | 'json.time'
  | 'json.unknown-field'
  // tariffs
  | 'tariff.never-matches'
  | 'tariff.no-elements'
  | 'tariff.end-before-start'
  | 'tariff.min-above-max'
  | 'tariff.competes'
  | 'tariff.limits-disagree'
  | 'element.no-components'
  | 'element.never-matches'
  | 'element.shadowed'
  | 'element.overlaps'
  | 'component.twice'
  | 'component.not-reservable'
  | 'component.negative-price'
  | 'component.tax-out-of-range'
  | 'step-size.zero'
  | 'step-size.cheaper-by-more'
  | 'restriction.minute-gap'
  | 'restriction.empty-window'
  | 'time-zone.missing'
  | 'time-zone.unknown'
  | 'currency.unknown'
  | 'currency.mixed'
  // sessions
  | 'session.end-before-start'
  | 'session.no-start'
  | 'session.negative-volume'
  | 'session.register-decreases'
  | 'session.reservation-order'
  | 'session.too-large'
  | 'session.tariff-missing'
  | 'session.taxes-unknown'
  // offers
  | 'offer.feed-missing'
  | 'offer.occupancy-missing'
  | 'offer.out-of-range'
  | 'voucher.not-expressible'

/**
 * What is wrong, where, and by which rule, as data that a form can put beside its field. An error means that no price
 * can be trusted; a warning means that the price is well defined but may surprise.
 */
export interface Problem {
  readonly rule: Rule
  readonly severity: 'error' | 'warning'
  /** Where: `elements[2].restrictions.start_time`, in OCPI's names; of a session `events[3]`. Empty: the whole. */
  readonly path: string
  /** Index of the tariff element, when one is meant. */
  readonly element?: number
  /** An English sentence naming the place and the rule. */
  readonly message: string
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export function succeed<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

export function fail(...problems: readonly Problem[]): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems }
}

/** An error at a path; the element's index is read from the path. */
export function error(rule: Rule, path: string, message: string): Problem {
  return makeProblem('error', rule, path, message)
}

export function warning(rule: Rule, path: string, message: string): Problem {
  return makeProblem('warning', rule, path, message)
}

export function isError(problem: Problem): boolean {
  return problem.severity === 'error'
}

function makeProblem(severity: Problem['severity'], rule: Rule, path: string, message: string): Problem {
  const element = /^elements\[(\d+)\]/.exec(path)?.[1]
  const where = path === '' ? '' : `${path}: `
  const problem = { rule, severity, path, message: `${where}${message}` }
  return element === undefined ? problem : { ...problem, element: Number(element) }
}

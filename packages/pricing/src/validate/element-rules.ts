import { error, type Problem, warning } from '../problem.ts'
import type { Dimension, Restrictions, Tariff, TariffElement } from '../tariff/tariff.ts'
import { contains, emptyAxisOf, intersects, type Region, regionOf } from './region.ts'

/** One minute before midnight: what is meant is the end of the day. */
const LAST_MINUTE_S = 86_340

/** An element with the moments at which it applies. */
interface Placed {
  readonly element: TariffElement
  readonly path: string
  readonly region: Region
  readonly isEmpty: boolean
}

/** Elements that can never apply, that another one hides, or that overlap so that only their order decides. */
export function elementProblems({ elements }: Tariff): Problem[] {
  const placed = elements.map((element, at) => place(element, `elements[${at}]`))
  return [
    ...placed.flatMap(ownProblems),
    ...placed.flatMap((one, at) => (one.isEmpty ? [] : orderProblems(one, placed.slice(0, at)))),
    ...neverProblems(placed),
  ]
}

function place(element: TariffElement, path: string): Placed {
  const region = regionOf(element.restrictions)
  return { element, path, region, isEmpty: emptyAxisOf(region) !== undefined || isUnreservable(region) }
}

/** Before charging nothing flows, so a reservation meets no minimum of energy, power or current. */
function isUnreservable({ reservation, intervals }: Region): boolean {
  return reservation !== undefined && intervals.slice(0, 3).some(([from]) => from > 0)
}

function ownProblems({ element, path, region }: Placed): Problem[] {
  const axis = emptyAxisOf(region)
  const where = `${path}.restrictions`
  return [
    ...(element.components.length === 0 ? [error('element.no-components', path, 'it has no price component')] : []),
    ...(axis === undefined ? [] : [error('element.never-matches', where, `no moment lies between ${axis}`)]),
    ...(isUnreservable(region)
      ? [error('element.never-matches', where, 'a reservation has no energy, power or current')]
      : []),
    ...windowProblems(element.restrictions ?? {}, where),
    ...Object.keys(element.restrictions?.otherFields ?? {}).map((name) =>
      warning('json.unknown-field', `${where}.${name}`, 'an unknown restriction, which restricts nothing here'),
    ),
    ...twiceProblems(element, path),
  ]
}

function windowProblems({ startTimeS, endTimeS }: Restrictions, path: string): Problem[] {
  if (endTimeS === LAST_MINUTE_S) {
    const sentence = 'the end is exclusive, so the last minute of the day is left out; 00:00 is the end of the day'
    return [warning('restriction.minute-gap', `${path}.end_time`, sentence)]
  }
  if (startTimeS === undefined || startTimeS !== endTimeS || startTimeS === 0) return []
  return [warning('restriction.empty-window', path, 'start_time equals end_time, which is read as the whole day')]
}

function twiceProblems({ components }: TariffElement, path: string): Problem[] {
  return components.flatMap(({ dimension }, at) => {
    const isTwice = components.findIndex((one) => one.dimension === dimension) < at
    const sentence = `${dimension} is priced twice in one element; the first one counts`
    return isTwice ? [error('component.twice', `${path}.price_components[${at}]`, sentence)] : []
  })
}

function orderProblems(one: Placed, before: readonly Placed[]): Problem[] {
  return dimensionsOf(one).flatMap((dimension) => {
    const rivals = before.filter((other) => !other.isEmpty && dimensionsOf(other).includes(dimension))
    const hiding = rivals.find((other) => contains(other.region, one.region))
    if (hiding !== undefined) {
      const sentence = `its ${dimension} never applies, because ${hiding.path} comes first and always does`
      return [warning('element.shadowed', one.path, sentence)]
    }
    return rivals
      .filter((other) => overlaps(other, one))
      .map((other) => {
        const sentence = `its ${dimension} overlaps with that of ${other.path}, which comes first and wins`
        return warning('element.overlaps', one.path, sentence)
      })
  })
}

/** A general element after a special one is how tariffs are written; only a partial overlap is odd. */
function overlaps(first: Placed, second: Placed): boolean {
  return intersects(first.region, second.region) && !contains(second.region, first.region)
}

function dimensionsOf({ element }: Placed): Dimension[] {
  return [...new Set(element.components.map(({ dimension }) => dimension))]
}

function neverProblems(placed: readonly Placed[]): Problem[] {
  if (placed.length === 0) return [error('tariff.no-elements', 'elements', 'a tariff needs an element; free is FLAT 0')]
  const isDead = placed.every(({ isEmpty, element }) => isEmpty || element.components.length === 0)
  return isDead ? [error('tariff.never-matches', 'elements', 'no element can ever apply')] : []
}

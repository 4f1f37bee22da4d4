import { choiceParam, dayParam, type SearchInput, uuidParam } from '../app/search-params.ts'

/** The span and what is looked at of it, as they stand in the address. Days of the organisation's calendar. */
export interface RevenueSearch {
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** A site, or `none`: of stations without one. */
  readonly site?: string | undefined
  readonly state?: 'unpriced' | undefined
}

export function revenueSearch(input: SearchInput): RevenueSearch {
  return {
    from: dayParam(input['from']),
    to: dayParam(input['to']),
    site: input['site'] === 'none' ? 'none' : uuidParam(input['site']),
    state: choiceParam(['unpriced'], input['state']),
  }
}

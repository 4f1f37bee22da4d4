import { type SearchInput, textParam } from '../app/search-params.ts'

/** What is asked, as it stands in the URL: numbers in kW and percent, as people write them. */
export interface CapacitySearch {
  readonly chargers?: string | undefined
  readonly power?: string | undefined
  /** Left out: the site's limit. Without digits: none. */
  readonly limit?: string | undefined
  /** Left out: each new charger is as busy as one of today. */
  readonly growth?: string | undefined
}

/** How an address says that there is no limit. */
export const NO_LIMIT = 'none'

export function capacitySearch(input: SearchInput): CapacitySearch {
  return {
    chargers: textParam(input['chargers']),
    power: textParam(input['power']),
    limit: textParam(input['limit']),
    growth: textParam(input['growth']),
  }
}

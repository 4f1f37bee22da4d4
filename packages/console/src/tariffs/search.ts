import { type SearchInput, textParam } from '../app/search-params.ts'

/** The tariff that is looked at, as it stands in the URL; none: the network's. */
export interface PricesSearch {
  readonly tariff?: string | undefined
}

export function pricesSearch(input: SearchInput): PricesSearch {
  return { tariff: textParam(input['tariff']) }
}

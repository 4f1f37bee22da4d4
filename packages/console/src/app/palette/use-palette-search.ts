import type { SessionSummary, Site, StationSummary, Token } from '@stationmaster/server/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'

export interface Found {
  readonly stations: readonly StationSummary[]
  readonly sessions: readonly SessionSummary[]
  readonly sites: readonly Site[]
  readonly tokens: readonly Token[]
}

const nothing: Found = { stations: [], sessions: [], sites: [], tokens: [] }

/** Searches the server for everything with a name. With `stationsOnly`, for what a verb can act on. */
export function usePaletteSearch(search: string, stationsOnly: boolean): { found: Found; searching: boolean } {
  const query = useQuery({
    queryKey: ['palette', search, stationsOnly],
    enabled: search !== '' || stationsOnly,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => searchAll(search, stationsOnly, signal),
  })
  const wanted = search !== '' || stationsOnly
  return { found: wanted ? (query.data ?? nothing) : nothing, searching: wanted && query.isFetching }
}

async function searchAll(search: string, stationsOnly: boolean, signal: AbortSignal): Promise<Found> {
  const term = search === '' ? {} : { search }
  const stations = call('listStations', { query: { ...term, limit: 7 }, signal })
  if (stationsOnly) return { ...nothing, stations: (await stations).items }
  const [stationPage, sessions, sites, tokens] = await Promise.all([
    stations,
    call('listSessions', { query: { ...term, limit: 4 }, signal }),
    call('listSites', { query: { ...term, limit: 4 }, signal }),
    call('listTokens', { query: { ...term, limit: 3 }, signal }),
  ])
  return { stations: stationPage.items, sessions: sessions.items, sites: sites.items, tokens: tokens.items }
}

import type { Member, SessionSummary, Site, StationSummary, Token } from '@stationmaster/server/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { membersQuery } from '../../people/queries.ts'
import { call } from '../api.ts'
import { type May, useMay } from '../use-may.ts'
import { likeliestFirst } from './read-out.ts'

export interface Found {
  /** Likeliest first. */
  readonly stations: readonly StationSummary[]
  readonly sessions: readonly SessionSummary[]
  readonly sites: readonly Site[]
  readonly tokens: readonly Token[]
  readonly people: readonly Member[]
}

const nothing: Found = { stations: [], sessions: [], sites: [], tokens: [], people: [] }
const SHOWN = { stations: 7, sessions: 4, sites: 4, tokens: 3, people: 3 } as const
/** Among which the likeliest are looked for. */
const STATIONS_COMPARED = 50

/** Searches for everything with a name. With `stationsOnly`, for what a verb can act on. */
export function usePaletteSearch(search: string, stationsOnly: boolean): { found: Found; searching: boolean } {
  const may = useMay()
  const isWanted = search !== '' || stationsOnly
  const query = useQuery({
    queryKey: ['palette', search, stationsOnly, may.call('listTokens')],
    enabled: isWanted,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => searchAll({ search, stationsOnly, may }, signal),
  })
  const members = useQuery({ ...membersQuery, enabled: may.call('listMembers') && search !== '' && !stationsOnly })
  if (!isWanted) return { found: nothing, searching: false }
  const people = stationsOnly || search === '' ? [] : peopleNamed(members.data?.items ?? [], search)
  return { found: { ...(query.data ?? nothing), people }, searching: query.isFetching }
}

function peopleNamed(members: readonly Member[], search: string): readonly Member[] {
  const words = search.toLowerCase().split(/\s+/)
  return members
    .filter(({ name, email }) => words.every((word) => `${name} ${email}`.toLowerCase().includes(word)))
    .slice(0, SHOWN.people)
}

interface Wanted {
  readonly search: string
  readonly stationsOnly: boolean
  readonly may: May
}

async function searchAll({ search, stationsOnly, may }: Wanted, signal: AbortSignal): Promise<Found> {
  const term = search === '' ? {} : { search }
  const compared = call('listStations', { query: { ...term, limit: STATIONS_COMPARED }, signal })
  const stations = compared.then(({ items }) => likeliestFirst(items, search).slice(0, SHOWN.stations))
  if (stationsOnly) return { ...nothing, stations: await stations }
  const [found, sessions, sites, tokens] = await Promise.all([
    stations,
    call('listSessions', { query: { ...term, limit: SHOWN.sessions }, signal }),
    call('listSites', { query: { ...term, limit: SHOWN.sites }, signal }),
    may.call('listTokens') ? call('listTokens', { query: { ...term, limit: SHOWN.tokens }, signal }) : { items: [] },
  ])
  return { stations: found, sessions: sessions.items, sites: sites.items, tokens: tokens.items, people: [] }
}

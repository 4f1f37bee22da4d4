import type {
  Command,
  LiveMessage,
  SessionProgress,
  SessionSummary,
  StationSummary,
} from '@stationmaster/server/contract'
import type { QueryClient } from '@tanstack/react-query'
import { queryKeys } from '../app/query-keys.ts'
import { appendLoad, type LoadWindow } from './load-window.ts'
import { mapPages, missingFrom, type Pages, patchPages, prependToPages } from './patch.ts'
import { sessionGoneOn, stationGoneOn } from './progress.ts'

/** Asks for a refetch of a key, at most once per interval however often it is called. */
export type Refresh = (key: readonly unknown[]) => void

/** Brings one live message into the query cache. */
export function applyLiveMessage(message: LiveMessage, client: QueryClient, refresh: Refresh): void {
  switch (message.type) {
    case 'stations':
      applyStations(message.items, client, refresh)
      return
    case 'stationsRemoved':
      for (const id of message.ids) client.removeQueries({ queryKey: queryKeys.station(id), type: 'inactive' })
      for (const key of [queryKeys.stationLists, queryKeys.attention, queryKeys.map]) refresh(key)
      return
    case 'sessions':
      applySessions(message.items, client, refresh)
      return
    case 'progress':
      applyProgress(message.items, client, refresh)
      return
    case 'commands':
      applyCommands(message.items, client, refresh)
      return
    case 'bookings':
      refresh(queryKeys.bookings)
      return
    case 'quarantine':
      refresh(queryKeys.quarantine)
      return
    case 'refusedHandshakes':
      refresh(queryKeys.refusals)
      return
    case 'now':
      client.setQueryData(queryKeys.networkNow, message.now)
      client.setQueryData<LoadWindow>(queryKeys.networkLoad, (series) => appendLoad(series, message.now))
      return
    case 'tick':
      return
  }
}

function applyStations(items: readonly StationSummary[], client: QueryClient, refresh: Refresh): void {
  const keyOf = (station: StationSummary) => station.id
  client.setQueriesData<Pages<StationSummary>>({ queryKey: queryKeys.stationLists }, (pages) =>
    patchPages(pages, items, keyOf),
  )
  for (const station of items) {
    client.setQueryData<StationSummary>(queryKeys.station(station.id), (known) => known && { ...known, ...station })
    refresh(queryKeys.stationHistory(station.id))
    refresh(queryKeys.stationMeter(station.id))
    refresh(queryKeys.device(station.id))
  }
  const all = client.getQueryData<Pages<StationSummary>>(queryKeys.stationList({}))
  // A station that is not loaded is new only when all are loaded; else it stands further down.
  const isWhole = all !== undefined && all.pages.at(-1)?.nextCursor === undefined
  if (isWhole && missingFrom(all, items, keyOf).length > 0) refresh(queryKeys.stationLists)
  refresh(queryKeys.attention)
  refresh(queryKeys.workOrders)
  refresh(queryKeys.map)
}

function applySessions(items: readonly SessionSummary[], client: QueryClient, refresh: Refresh): void {
  client.setQueriesData<Pages<SessionSummary>>({ queryKey: queryKeys.sessionLists }, (pages) =>
    patchPages(pages, items, (session) => session.id),
  )
  for (const session of items) {
    const known = client.getQueryData<SessionSummary>(queryKeys.session(session.id))
    if (known === undefined) continue
    client.setQueryData(queryKeys.session(session.id), { ...known, ...session })
    refresh(queryKeys.session(session.id))
    refresh(queryKeys.sessionMeter(session.id))
    refresh(queryKeys.sessionPrice(session.id))
  }
  const lists = client.getQueriesData<Pages<SessionSummary>>({ queryKey: queryKeys.sessionLists })
  const unseen = lists.some(([, pages]) => missingFrom(pages, items, (session) => session.id).length > 0)
  const hasEnded = items.some((session) => session.state === 'ended')
  if (unseen || hasEnded) refresh(queryKeys.sessionLists)
  if (hasEnded) refresh(queryKeys.revenue)
}

/** Sessions that are shown nowhere are let pass: what shows them later fetches them. */
function applyProgress(items: readonly SessionProgress[], client: QueryClient, refresh: Refresh): void {
  const bySession = new Map(items.map((item) => [item.id, item]))
  client.setQueriesData<Pages<SessionSummary>>({ queryKey: queryKeys.sessionLists }, (pages) =>
    mapPages(pages, (session) => sessionGoneOn(session, bySession.get(session.id))),
  )
  client.setQueriesData<Pages<StationSummary>>({ queryKey: queryKeys.stationLists }, (pages) =>
    mapPages(pages, (station) => stationGoneOn(station, bySession)),
  )
  for (const item of items) {
    if (client.getQueryData(queryKeys.session(item.id)) !== undefined) {
      client.setQueryData<SessionSummary>(queryKeys.session(item.id), (known) => known && sessionGoneOn(known, item))
      refresh(queryKeys.session(item.id))
      refresh(queryKeys.sessionMeter(item.id))
      refresh(queryKeys.sessionPrice(item.id))
    }
    if (client.getQueryData(queryKeys.station(item.stationId)) === undefined) continue
    client.setQueryData<StationSummary>(
      queryKeys.station(item.stationId),
      (known) => known && stationGoneOn(known, bySession),
    )
    refresh(queryKeys.stationHistory(item.stationId))
    refresh(queryKeys.stationMeter(item.stationId))
  }
}

function applyCommands(items: readonly Command[], client: QueryClient, refresh: Refresh): void {
  for (const command of items) {
    refresh(queryKeys.device(command.stationId))
    client.setQueryData<Command>(queryKeys.command(command.id), command)
    client.setQueriesData<Pages<Command>>({ queryKey: queryKeys.commandLists(command.stationId) }, (pages) => {
      const isNew = missingFrom(pages, [command], (item) => item.id)
      return isNew.length > 0 ? prependToPages(pages, isNew) : patchPages(pages, [command], (item) => item.id)
    })
  }
}

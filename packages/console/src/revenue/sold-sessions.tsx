import { Button } from '@mantine/core'
import type { Revenue, RevenueSession } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Zap } from 'lucide-react'
import { type Format, useFormat } from '../app/i18n/use-format.ts'
import { type Text, useText } from '../app/i18n/use-text.ts'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../ui/record-table.tsx'
import { When } from '../ui/when.tsx'
import { soldQuery } from './queries.ts'
import type { RevenueSearch } from './search.ts'
import { SiteName } from './site-table.tsx'

interface SoldSessionsProps {
  readonly revenue: Revenue
  readonly search: RevenueSearch
  readonly onChange: (part: RevenueSearch) => void
}

/** The sessions that the figures are made of: of the span, of a site, or those without a price. */
export function SoldSessions({ revenue, search: { site, state }, onChange }: SoldSessionsProps) {
  const text = useText()
  const format = useFormat()
  const { from, to } = revenue
  const query = useSuspenseInfiniteQuery(soldQuery({ from, to, site, state }))
  const rows = query.data.pages.flatMap(({ items }) => items)
  const isNarrowed = site !== undefined || state !== undefined
  return (
    <Panel
      title={titleOf(revenue, { site, state }, text)}
      aside={
        isNarrowed ? (
          <Button size="compact-sm" variant="default" onClick={() => onChange({ site: undefined, state: undefined })}>
            {text('revenue.allSites')}
          </Button>
        ) : null
      }
      flush
    >
      <RecordTable
        label={text('nav.sessions')}
        columns={columnsOf(text, format)}
        rows={rows}
        keyOf={({ sessionId }) => sessionId}
        empty={<EmptyState icon={Zap} title={text('revenue.none')} />}
      />
      <LoadMore query={query} />
    </Panel>
  )
}

function titleOf({ sites }: Revenue, { site, state }: RevenueSearch, text: Text): string {
  if (state === 'unpriced') return `${text('nav.sessions')}: ${text('revenue.noPrice')}`
  if (site === undefined) return text('nav.sessions')
  if (site === 'none') return text('revenue.sessionsOf', { site: text('revenue.noSite') })
  const name = sites.find(({ siteId }) => siteId === site)?.siteName
  return text('revenue.sessionsOf', { site: name ?? text('revenue.goneSite') })
}

function columnsOf(text: Text, format: Format): readonly RecordColumn<RevenueSession>[] {
  return [
    {
      id: 'ended',
      header: text('session.endedAt'),
      cell: ({ sessionId, endedAt }) => (
        <Link to="/sessions/$sessionId" params={{ sessionId }}>
          <When at={endedAt} />
        </Link>
      ),
    },
    {
      id: 'station',
      header: text('stations.station'),
      cell: ({ stationId }) => <span translate="no">{stationId ?? '–'}</span>,
    },
    { id: 'site', header: text('stations.site'), cell: (session) => <SiteName site={session} /> },
    { id: 'energy', header: text('session.energy'), cell: ({ energyWh }) => format.energy(energyWh) },
    {
      id: 'gross',
      header: text('revenue.gross'),
      cell: ({ grossMinor, currency, unpricedReason }) =>
        grossMinor === null || currency === null ? (
          <>
            {text('revenue.noPrice')}
            {unpricedReason === null ? null : <>: {text(`price.${unpricedReason}`)}</>}
          </>
        ) : (
          <bdi>{format.minor(grossMinor, currency)}</bdi>
        ),
    },
  ]
}

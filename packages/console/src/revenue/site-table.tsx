import { Button } from '@mantine/core'
import type { Revenue, SiteRevenue } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { Download, MapPin } from 'lucide-react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { saveFile } from '../stations/dialogs/save-file.ts'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../ui/record-table.tsx'
import { siteCsv } from './site-csv.ts'

/** What each site brought in, the most first; a site leads to its sessions. */
export function SiteTable({ revenue }: { revenue: Revenue }) {
  const text = useText()
  const format = useFormat()
  const money = (minor: number) => <bdi>{format.minor(minor, revenue.currency)}</bdi>
  const columns: readonly RecordColumn<SiteRevenue>[] = [
    {
      id: 'site',
      header: text('stations.site'),
      cell: (site) => (
        <Link
          to="/revenue"
          search={(before) => ({ ...before, site: site.siteId ?? 'none', state: undefined })}
          resetScroll={false}
        >
          <SiteName site={site} />
        </Link>
      ),
    },
    { id: 'sessions', header: text('nav.sessions'), cell: ({ sessions }) => format.number(sessions) },
    { id: 'energy', header: text('session.energy'), cell: ({ energyWh }) => format.energy(energyWh) },
    { id: 'net', header: text('revenue.net'), cell: ({ netMinor }) => money(netMinor) },
    { id: 'tax', header: text('revenue.tax'), cell: ({ taxMinor }) => money(taxMinor) },
    { id: 'gross', header: text('revenue.gross'), cell: ({ grossMinor }) => money(grossMinor) },
  ]
  return (
    <Panel
      title={text('revenue.perSite')}
      aside={
        revenue.sites.length === 0 ? null : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Download size={14} aria-hidden />}
            onClick={() => saveFile(`revenue-${revenue.from}-${revenue.to}.csv`, siteCsv(revenue), 'text/csv')}
          >
            {text('drift.export')}
          </Button>
        )
      }
      flush
    >
      <RecordTable
        label={text('revenue.perSite')}
        columns={columns}
        rows={revenue.sites}
        keyOf={({ siteId }) => siteId ?? 'none'}
        empty={<EmptyState icon={MapPin} title={text('revenue.none')} />}
      />
    </Panel>
  )
}

/** A name that somebody typed; or what stands for one. */
export function SiteName({ site: { siteId, siteName } }: { site: Pick<SiteRevenue, 'siteId' | 'siteName'> }) {
  const text = useText()
  if (siteName !== null) return <span translate="no">{siteName}</span>
  return text(siteId === null ? 'revenue.noSite' : 'revenue.goneSite')
}

import type { StationSummary } from '@stationmaster/server/contract'
import { PlugZap } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { StationLink } from '../stations/station-link.tsx'
import { GlyphStrip } from '../status/glyph-strip.tsx'
import { ConditionLabel } from '../status/status-label.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../ui/record-table.tsx'

/** The stations of a site, and how they are. */
export function SiteStations({ stations }: { stations: readonly StationSummary[] }) {
  const text = useText()
  const format = useFormat()
  const columns = useMemo<readonly RecordColumn<StationSummary>[]>(
    () => [
      { id: 'id', header: text('stations.station'), cell: (station) => <StationLink stationId={station.id} /> },
      {
        id: 'state',
        header: text('sessions.state'),
        cell: ({ condition }) => <ConditionLabel condition={condition} />,
      },
      { id: 'outlets', header: text('site.outlets'), cell: (station) => <GlyphStrip station={station} /> },
      { id: 'power', header: text('session.power'), cell: ({ powerW }) => (powerW > 0 ? format.power(powerW) : '–') },
    ],
    [text, format],
  )
  return (
    <Panel title={text('nav.stations')} flush>
      <RecordTable
        label={text('nav.stations')}
        columns={columns}
        rows={stations}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={PlugZap} title={text('site.stations.none')}>
            {text('site.stations.none.text')}
          </EmptyState>
        }
      />
    </Panel>
  )
}

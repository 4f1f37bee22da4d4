import type { StationSummary } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import type { Format } from '../app/i18n/use-format.ts'
import type { Text } from '../app/i18n/use-text.ts'
import { GlyphStrip } from '../status/glyph-strip.tsx'
import { conditionLookOf } from '../status/status.ts'
import { ConditionLabel } from '../status/status-label.tsx'
import type { Column } from '../ui/data-table.tsx'
import classes from '../ui/row-link.module.css'
import { Ago } from '../ui/when.tsx'

/** Columns of the station list. */
export function stationColumns(text: Text, format: Format): readonly Column<StationSummary>[] {
  return [
    {
      id: 'station',
      header: text('stations.station'),
      width: 'minmax(130px, 1.4fr)',
      sortValue: (station) => station.id,
      cell: (station) => <StationLink station={station} />,
    },
    {
      id: 'condition',
      header: text('stations.condition'),
      width: 'minmax(156px, 1fr)',
      sortValue: (station) => text(conditionLookOf(station.condition).label),
      cell: (station) => <ConditionLabel condition={station.condition} />,
    },
    {
      id: 'connectors',
      header: text('stations.connectors'),
      width: 'minmax(100px, 0.9fr)',
      from: 520,
      cell: (station) => <GlyphStrip station={station} />,
    },
    {
      id: 'site',
      header: text('stations.site'),
      width: 'minmax(110px, 1.2fr)',
      from: 760,
      sortValue: (station) => station.siteName ?? '',
      cell: (station) => <span translate="no">{station.siteName ?? '–'}</span>,
    },
    {
      id: 'model',
      header: text('stations.model'),
      width: 'minmax(110px, 1.2fr)',
      from: 1100,
      sortValue: (station) => `${station.vendor ?? ''} ${station.model ?? ''}`,
      cell: (station) => <Model station={station} />,
    },
    {
      id: 'version',
      header: text('stations.version'),
      width: '64px',
      from: 680,
      sortValue: (station) => station.ocppVersion ?? '',
      cell: (station) => <span translate="no">{station.ocppVersion ?? '–'}</span>,
    },
    {
      id: 'power',
      header: text('stations.power'),
      width: '88px',
      align: 'end',
      from: 600,
      sortValue: (station) => station.powerW,
      cell: (station) => (station.powerW > 0 ? format.power(station.powerW) : '–'),
    },
    {
      id: 'seen',
      header: text('stations.lastSeen'),
      width: '112px',
      align: 'end',
      from: 840,
      sortValue: (station) => (station.online ? 'z' : '') + (station.lastSeenAt ?? ''),
      cell: (station) => <LastSeen station={station} text={text} />,
    },
  ]
}

function StationLink({ station }: { station: StationSummary }) {
  return (
    <>
      <Link
        to="/stations/$stationId"
        params={{ stationId: station.id }}
        className={classes['primary']}
        data-row-link
        translate="no"
      >
        {station.id}
      </Link>
      {station.name === null ? null : (
        <span className={classes['secondary']} translate="no">
          {station.name}
        </span>
      )}
    </>
  )
}

function Model({ station }: { station: StationSummary }) {
  return (
    <span translate="no">
      {station.vendor ?? '–'}
      {station.model === null ? null : <span className={classes['secondary']}>{station.model}</span>}
    </span>
  )
}

function LastSeen({ station, text }: { station: StationSummary; text: Text }) {
  if (station.online) return text('stations.onlineNow')
  return station.lastSeenAt === null ? text('stations.never') : <Ago at={station.lastSeenAt} />
}

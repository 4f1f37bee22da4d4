import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useText } from '../../app/i18n/use-text.ts'
import { faultSentence } from '../../status/sentence.ts'
import { statusLook } from '../../status/status.ts'
import { StatusLabel } from '../../status/status-label.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useInfiniteRows } from '../../ui/use-infinite-rows.ts'
import { When } from '../../ui/when.tsx'
import { statusHistoryQuery } from '../queries.ts'
import type { TabProps } from './tab-props.ts'

/** How each connector's state changed. */
export function StatusTab({ station }: TabProps) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(statusHistoryQuery(station.id))
  const { rows, total, onWanted } = useInfiniteRows(query)
  return (
    <Panel flush className="sm-tall">
      <DataTable
        label={text('station.tab.status')}
        rowHeight={40}
        rows={rows}
        total={total}
        onWanted={onWanted}
        keyOf={(change) => `${change.at}-${change.evseId}-${change.connectorId}-${change.status}`}
        columns={[
          { id: 'at', header: text('status.at'), width: '180px', cell: (change) => <When at={change.at} /> },
          {
            id: 'evse',
            header: text('evse.label'),
            width: '110px',
            from: 420,
            cell: (change) =>
              change.evseId === 0 ? text('stations.station') : text('evse.name', { evse: change.evseId }),
          },
          {
            id: 'status',
            header: text('stations.condition'),
            width: 'minmax(130px, 1fr)',
            cell: (change) => <StatusLabel look={statusLook(change.status)} />,
          },
          {
            id: 'cause',
            header: text('status.cause'),
            width: 'minmax(120px, 2fr)',
            from: 560,
            cell: (change) =>
              change.errorCode === null && change.info === null
                ? '–'
                : faultSentence({ ...change, vendorErrorCode: null }, text),
          },
        ]}
        empty={
          <EmptyState icon={History} title={text('status.none')}>
            {text('status.none.text')}
          </EmptyState>
        }
      />
    </Panel>
  )
}

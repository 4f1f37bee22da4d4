import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Zap } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { sessionListQuery } from '../../sessions/queries.ts'
import { sessionColumns } from '../../sessions/session-columns.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useInfiniteRows } from '../../ui/use-infinite-rows.ts'
import type { TabProps } from './tab-props.ts'

export function SessionsTab({ station }: TabProps) {
  const text = useText()
  const format = useFormat()
  const query = useSuspenseInfiniteQuery(sessionListQuery({ stationId: station.id }))
  const { rows, total, onWanted } = useInfiniteRows(query)
  const columns = useMemo(
    () => sessionColumns(text, format).filter(({ id }) => id !== 'station' && id !== 'site'),
    [text, format],
  )
  return (
    <Panel flush className="sm-tall">
      <DataTable
        label={text('nav.sessions')}
        columns={columns}
        rows={rows}
        total={total}
        onWanted={onWanted}
        keyOf={(session) => session.id}
        empty={
          <EmptyState icon={Zap} title={text('sessions.none')}>
            {text('sessions.none.text')}
          </EmptyState>
        }
      />
    </Panel>
  )
}

import { Button } from '@mantine/core'
import { actionBlock, type DeviceVariable } from '@stationmaster/server/contract'
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Download, SlidersHorizontal } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { errorWords } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useMay } from '../../app/use-may.ts'
import { Widget } from '../../app/widget.tsx'
import { ActionButton } from '../../commands/action-button.tsx'
import { commandListQuery } from '../../commands/queries.ts'
import { useSend } from '../../commands/use-send.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { LoadingLines } from '../../ui/loading.tsx'
import { EmptyState, ErrorState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useInfiniteRows } from '../../ui/use-infinite-rows.ts'
import { DesiredPanel } from '../desired/desired-panel.tsx'
import { EditVariableDialog } from '../dialogs/edit-variable-dialog.tsx'
import { variablesQuery } from '../queries.ts'
import classes from '../station.module.css'
import { variableKey, variableName } from '../variable.ts'
import type { TabProps } from './tab-props.ts'

type Variable = z.infer<typeof DeviceVariable>

/** What the station shall be configured to, and everything it says of itself. */
export function ConfigurationTab({ station }: TabProps) {
  return (
    <div className={classes['overview']}>
      <Widget lines={4}>
        <DesiredPanel station={station} />
      </Widget>
      <ReportedVariables station={station} />
    </div>
  )
}

/** Keys (1.6) or variables (2.x) as the station last reported them. */
function ReportedVariables({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  const [search, setSearch] = useState<string>()
  const [edited, setEdited] = useState<Variable | null>(null)
  const query = useInfiniteQuery({ ...variablesQuery(station.id, search ?? ''), placeholderData: keepPreviousData })
  const { rows, total, onWanted } = useInfiniteRows(query)
  useRefreshAfterCommands(station.id)
  const oldStyle = station.ocppVersion === '1.6'
  const load = () =>
    send({
      stationId: station.id,
      atOnce: true,
      request: oldStyle ? { kind: 'getConfiguration' } : { kind: 'getBaseReport', base: 'FullInventory' },
    })
  const loadButton = (
    <ActionButton
      send={oldStyle ? 'getConfiguration' : 'getBaseReport'}
      block={actionBlock(oldStyle ? 'getConfiguration' : 'getBaseReport', station)}
      leftSection={<Download size={16} aria-hidden />}
      onClick={load}
    >
      {text('configuration.load')}
    </ActionButton>
  )
  return (
    <Panel flush title={text('configuration.reported')} className="sm-tall">
      <FilterBar>
        <SearchField label={text('configuration.search')} value={search} onSearch={setSearch} />
        {loadButton}
      </FilterBar>
      {query.isPending ? <LoadingLines lines={8} /> : null}
      {query.isError && rows.length === 0 ? <ErrorState words={errorWords(query.error, text)} /> : null}
      {query.isSuccess ? (
        <DataTable
          label={text('station.tab.configuration')}
          rowHeight={44}
          rows={rows}
          total={total}
          onWanted={onWanted}
          keyOf={(variable) => variableKey(variable)}
          columns={[
            {
              id: 'name',
              header: text('configuration.name'),
              width: 'minmax(110px, 1.4fr)',
              cell: (variable) => (
                <span translate="no" title={variableName(variable)}>
                  {variableName(variable)}
                </span>
              ),
            },
            {
              id: 'value',
              header: text('configuration.value'),
              width: 'minmax(80px, 1fr)',
              cell: (variable) => (
                <code translate="no" title={variable.value ?? ''}>
                  {variable.value ?? '–'}
                </code>
              ),
            },
            {
              id: 'edit',
              header: text('configuration.change'),
              width: '76px',
              align: 'end',
              cell: (variable) => <EditButton variable={variable} onEdit={setEdited} />,
            },
          ]}
          empty={
            <EmptyState icon={SlidersHorizontal} title={text('configuration.none')}>
              {text('configuration.none.text')}
            </EmptyState>
          }
        />
      ) : null}
      <EditVariableDialog station={station} variable={edited} onClose={() => setEdited(null)} />
    </Panel>
  )
}

function EditButton({ variable, onEdit }: { variable: Variable; onEdit: (variable: Variable) => void }) {
  const text = useText()
  const may = useMay()
  if (variable.mutability === 'ReadOnly') return text('configuration.readOnly')
  if (!may.send('setVariables')) return null
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      aria-label={text('configuration.edit', { name: variableName(variable) })}
      onClick={() => onEdit(variable)}
    >
      {text('ui.edit')}
    </Button>
  )
}

/** A command may have brought new values: read them when the last one is answered. */
function useRefreshAfterCommands(stationId: string): void {
  const client = useQueryClient()
  const { data } = useInfiniteQuery(commandListQuery(stationId))
  const answeredAt = data?.pages[0]?.items[0]?.answeredAt ?? null
  useEffect(() => {
    if (answeredAt !== null) void client.invalidateQueries({ queryKey: queryKeys.variableLists(stationId) })
  }, [answeredAt, client, stationId])
}

import { Button } from '@mantine/core'
import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { variableName } from '../stations/variable.ts'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { type RecordColumn, RecordTable } from '../ui/record-table.tsx'
import { Ago } from '../ui/when.tsx'
import classes from './configuration.module.css'
import { DriftStateMark, WantedValue } from './drift-state.tsx'
import { type DriftedValue, type DriftFilter, driftQuery, templatesQuery } from './queries.ts'
import { ValueText } from './value-text.tsx'

interface DriftTableProps {
  readonly filter: DriftFilter
  /** Left out where all values are of one template. */
  readonly showTemplate: boolean
  readonly onClear: () => void
}

/** Values that are not as they shall be: of which station, what, and why. */
export function DriftTable({ filter, showTemplate, onClear }: DriftTableProps) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(driftQuery(filter))
  const names = useTemplateNames()
  const columns: readonly RecordColumn<DriftedValue>[] = [
    {
      id: 'station',
      header: text('stations.station'),
      cell: ({ stationId }) => (
        <Link
          to="/stations/$stationId"
          params={{ stationId }}
          search={{ tab: 'configuration' }}
          className={classes['link']}
          translate="no"
        >
          {stationId}
        </Link>
      ),
    },
    {
      id: 'setting',
      header: text('drift.setting'),
      cell: (value) => <span translate="no">{variableName(value)}</span>,
    },
    { id: 'wanted', header: text('drift.wanted'), cell: (value) => <WantedValue {...value} /> },
    { id: 'actual', header: text('drift.actual'), cell: ({ actual }) => <ValueText value={actual} /> },
    { id: 'state', header: text('drift.state'), cell: (value) => <DriftStateMark value={value} /> },
    ...(showTemplate ? [templateColumn(text('drift.template'), names)] : []),
    { id: 'since', header: text('drift.since'), cell: ({ changedAt }) => <Ago at={changedAt} /> },
  ]
  const isFiltered =
    filter.state !== undefined || filter.search !== undefined || (showTemplate && filter.templateId !== undefined)
  return (
    <>
      <RecordTable
        label={text('drift.title')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={(value) => `${value.stationId} ${variableName(value)} ${value.connectorId}`}
        columns={columns}
        empty={isFiltered ? <NoneFound onClear={onClear} /> : <NoneDeviates />}
      />
      <LoadMore query={query} />
    </>
  )
}

/** Names of the templates, by id. */
export function useTemplateNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(templatesQuery)
  return new Map(data?.items.map(({ id, name }) => [id, name]))
}

function templateColumn(header: string, names: ReadonlyMap<string, string>): RecordColumn<DriftedValue> {
  return {
    id: 'template',
    header,
    cell: ({ templateId }) => <TemplateLink id={templateId} name={names.get(templateId)} />,
  }
}

export function TemplateLink({ id, name }: { id: string; name: string | undefined }) {
  if (name === undefined) return '–'
  return (
    <Link to="/configuration/$templateId" params={{ templateId: id }} className={classes['link']} translate="no">
      {name}
    </Link>
  )
}

function NoneDeviates() {
  const text = useText()
  return (
    <EmptyState icon={CircleCheck} title={text('drift.none')}>
      {text('drift.none.text')}
    </EmptyState>
  )
}

function NoneFound({ onClear }: { onClear: () => void }) {
  const text = useText()
  return (
    <EmptyState
      icon={CircleCheck}
      title={text('drift.noneFound')}
      action={
        <Button variant="light" onClick={onClear}>
          {text('ui.clearFilters')}
        </Button>
      }
    >
      {text('drift.noneFound.text')}
    </EmptyState>
  )
}

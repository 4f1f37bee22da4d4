import { Button } from '@mantine/core'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Cable, PlugZap } from 'lucide-react'
import { lazy, Suspense, useMemo } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { RecordsMenu } from '../import-export/records-menu.tsx'
import { useSiteChoices } from '../sites/use-sites.ts'
import { conditionLookOf, conditions } from '../status/status.ts'
import { DataTable } from '../ui/data-table.tsx'
import { ChoiceField, FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { parseSort, printSort } from '../ui/sort-header.tsx'
import { useInfiniteRows } from '../ui/use-infinite-rows.ts'
import { ViewsMenu } from '../views/views-menu.tsx'
import { countOf, noSelection } from './bulk/selection.ts'
import { useSelection } from './bulk/use-selection.ts'
import { choiceColumn } from './choice-column.tsx'
import { ocppVersions, type StationSearch, stationListQuery, stationSearch } from './queries.ts'
import { RunButton } from './run-button.tsx'
import { stationColumns } from './station-columns.tsx'

const route = getRouteApi('/app/stations')
const BulkBar = lazy(async () => ({ default: (await import('./bulk/bulk-bar.tsx')).BulkBar }))
const WordFilters = lazy(async () => ({ default: (await import('./bulk/word-filters.tsx')).WordFilters }))

/** Every station, searched and filtered by the server. */
export function StationsPage() {
  const text = useText()
  const format = useFormat()
  const { sort: sortText, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: StationSearch) => {
    // What was chosen may not be among what is shown next.
    setSelection(noSelection)
    void navigate({ search: (search) => ({ ...search, ...part }), replace: true, resetScroll: false })
  }
  const sort = parseSort(sortText)
  const isSorted = sort?.by === 'station'
  const query = useSuspenseInfiniteQuery(stationListQuery(filter, isSorted && sort.descending ? '-id' : 'id'))
  const { rows, total, onWanted } = useInfiniteRows(query, sort !== undefined && !isSorted)
  const identities = useMemo(() => rows.map(({ id }) => id), [rows])
  const { selection, setSelection, toggle } = useSelection(identities)
  const columns = useMemo(
    () => [choiceColumn(text, selection, toggle), ...stationColumns(text, format)],
    [text, format, selection, toggle],
  )
  const filtered = Object.values(filter).some((value) => value !== undefined)
  const known = query.data.pages[0]?.total ?? rows.length
  return (
    <Page
      fill
      title={text('nav.stations')}
      lead={text('stations.count', { count: known })}
      actions={
        <>
          <ViewsMenu
            screen="stations"
            search={{ ...filter, sort: sortText }}
            onOpen={(search) => void navigate({ search: stationSearch(search) })}
          />
          <RecordsMenu kind="stations" filter={filter} count={known} />
          {known === 0 ? null : <RunButton selection={selection} filter={filter} count={known} />}
          <May call="createStation">
            <Button component={Link} to="/connect" leftSection={<Cable size={16} aria-hidden />}>
              {text('nav.connect')}
            </Button>
          </May>
        </>
      }
    >
      <StaleNote query={query} />
      <Panel flush className="sm-fill">
        <Filters filter={filter} change={change} />
        {countOf(selection) === 0 ? null : (
          <Suspense fallback={null}>
            <BulkBar selection={selection} filter={filter} total={known} onChange={setSelection} />
          </Suspense>
        )}
        <DataTable
          label={text('nav.stations')}
          columns={columns}
          rows={rows}
          total={total}
          onWanted={onWanted}
          keyOf={(station) => station.id}
          sort={sort}
          isSorted={isSorted}
          onSort={(next) => change({ sort: printSort(next) })}
          empty={<NoStations filtered={filtered} onClear={() => void navigate({ search: {} })} />}
        />
      </Panel>
    </Page>
  )
}

function Filters({ filter, change }: { filter: StationSearch; change: (part: StationSearch) => void }) {
  const text = useText()
  const sites = useSiteChoices()
  return (
    <FilterBar>
      <SearchField label={text('stations.search')} value={filter.search} onSearch={(search) => change({ search })} />
      <ChoiceField
        label={text('stations.condition')}
        any={text('stations.anyCondition')}
        options={conditions.map((value) => ({ value, label: text(conditionLookOf(value).label) }))}
        value={filter.condition}
        onChoose={(condition) => change({ condition })}
      />
      <ChoiceField
        label={text('stations.site')}
        any={text('stations.anySite')}
        options={sites}
        value={filter.siteId}
        onChoose={(siteId) => change({ siteId })}
      />
      <ChoiceField
        label={text('stations.version')}
        any={text('stations.anyVersion')}
        options={ocppVersions.map((value) => ({ value, label: `OCPP ${value}` }))}
        value={filter.ocppVersion}
        onChoose={(ocppVersion) => change({ ocppVersion })}
      />
      <Suspense fallback={null}>
        <WordFilters filter={filter} change={change} />
      </Suspense>
    </FilterBar>
  )
}

function NoStations({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const text = useText()
  if (filtered) {
    return (
      <EmptyState
        icon={PlugZap}
        title={text('stations.noneFound')}
        action={
          <Button variant="light" onClick={onClear}>
            {text('ui.clearFilters')}
          </Button>
        }
      >
        {text('stations.noneFound.text')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={PlugZap}
      title={text('stations.none')}
      action={
        <May call="createStation">
          <Button component={Link} to="/connect">
            {text('nav.connect')}
          </Button>
        </May>
      }
    >
      {text('stations.none.text')}
    </EmptyState>
  )
}

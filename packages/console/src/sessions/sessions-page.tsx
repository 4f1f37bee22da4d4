import { Button, Switch } from '@mantine/core'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Zap } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { DriverFilter } from '../drivers/driver-filter.tsx'
import { RecordsMenu } from '../import-export/records-menu.tsx'
import { useSiteChoices } from '../sites/use-sites.ts'
import { DataTable } from '../ui/data-table.tsx'
import { ChoiceField, FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { parseSort, printSort } from '../ui/sort-header.tsx'
import { useInfiniteRows } from '../ui/use-infinite-rows.ts'
import { ViewsMenu } from '../views/views-menu.tsx'
import { reviewStates, type SessionSearch, sessionListFilter, sessionListQuery, sessionSearch } from './queries.ts'
import { sessionColumns } from './session-columns.tsx'

const route = getRouteApi('/app/sessions')

/** Every charging session, newest first. */
export function SessionsPage() {
  const text = useText()
  const format = useFormat()
  const { sort: sortText, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: SessionSearch) =>
    void navigate({ search: (search) => ({ ...search, ...part }), replace: true, resetScroll: false })
  const query = useSuspenseInfiniteQuery(sessionListQuery(filter))
  const sort = parseSort(sortText)
  const { rows, total, onWanted } = useInfiniteRows(query, sort !== undefined)
  const columns = useMemo(() => sessionColumns(text, format), [text, format])
  const filtered = Object.values(filter).some((value) => value !== undefined)
  return (
    <Page
      fill
      title={text(filter.review === 'open' ? 'nav.review' : 'nav.sessions')}
      actions={
        <>
          <ViewsMenu
            screen="sessions"
            search={{ ...filter, sort: sortText }}
            onOpen={(search) => void navigate({ search: sessionSearch(search) })}
          />
          <RecordsMenu
            kind="sessions"
            filter={sessionListFilter(filter)}
            count={query.hasNextPage ? undefined : rows.length}
          />
        </>
      }
    >
      <StaleNote query={query} />
      <Panel flush className="sm-fill">
        <Filters filter={filter} change={change} />
        <DataTable
          label={text('nav.sessions')}
          columns={columns}
          rows={rows}
          total={total}
          onWanted={onWanted}
          keyOf={(session) => session.id}
          sort={sort}
          onSort={(next) => change({ sort: printSort(next) })}
          empty={
            <EmptyState
              icon={Zap}
              title={text(filter.review === 'open' ? 'review.none' : filtered ? 'sessions.noneFound' : 'sessions.none')}
              action={
                filtered ? (
                  <Button variant="light" onClick={() => void navigate({ search: {} })}>
                    {text('ui.clearFilters')}
                  </Button>
                ) : null
              }
            >
              {text(
                filter.review === 'open'
                  ? 'review.none.text'
                  : filtered
                    ? 'sessions.noneFound.text'
                    : 'sessions.none.text',
              )}
            </EmptyState>
          }
        />
      </Panel>
    </Page>
  )
}

function Filters({ filter, change }: { filter: SessionSearch; change: (part: SessionSearch) => void }) {
  const text = useText()
  const sites = useSiteChoices()
  return (
    <FilterBar>
      <SearchField label={text('sessions.search')} value={filter.search} onSearch={(search) => change({ search })} />
      {filter.driverId === undefined ? null : (
        <DriverFilter driverId={filter.driverId} onClear={() => change({ driverId: undefined })} />
      )}
      <ChoiceField
        label={text('sessions.state')}
        any={text('sessions.anyState')}
        options={[
          { value: 'active', label: text('session.active') },
          { value: 'ended', label: text('session.ended') },
        ]}
        value={filter.state}
        onChoose={(state) => change({ state })}
      />
      <ChoiceField
        label={text('stations.site')}
        any={text('stations.anySite')}
        options={sites}
        value={filter.siteId}
        onChoose={(siteId) => change({ siteId })}
      />
      <ChoiceField
        label={text('sessions.period')}
        any={text('sessions.anyPeriod')}
        options={(['day', 'week', 'month'] as const).map((value) => ({
          value,
          label: text(`sessions.period.${value}`),
        }))}
        value={filter.period}
        onChoose={(period) => change({ period })}
      />
      <ChoiceField
        label={text('sessions.review')}
        any={text('sessions.anyReview')}
        options={reviewStates.map((value) => ({ value, label: text(`review.${value}`) }))}
        value={filter.review}
        onChoose={(review) => change({ review })}
      />
      <Switch
        label={text('sessions.flaggedOnly')}
        checked={filter.flagged === true}
        onChange={(event) => change({ flagged: event.currentTarget.checked ? true : undefined })}
      />
    </FilterBar>
  )
}

import { ActionIcon, Button, Menu } from '@mantine/core'
import type { Site } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Ellipsis, MapPin, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type Format, useFormat } from '../app/i18n/use-format.ts'
import { type Text, useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { useMay } from '../app/use-may.ts'
import { RecordsMenu } from '../import-export/records-menu.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from '../ui/row-link.module.css'
import { parseSort, printSort } from '../ui/sort-header.tsx'
import { useInfiniteRows } from '../ui/use-infinite-rows.ts'
import { ViewsMenu } from '../views/views-menu.tsx'
import { DeleteSiteDialog } from './delete-site-dialog.tsx'
import { type SiteSearch, siteListQuery, siteSearch } from './queries.ts'
import { SiteDialog } from './site-dialog.tsx'

const route = getRouteApi('/app/sites')

/** Places with stations. */
export function SitesPage() {
  const text = useText()
  const format = useFormat()
  const { sort: sortText, search } = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: SiteSearch) =>
    void navigate({ search: (known) => ({ ...known, ...part }), replace: true, resetScroll: false })
  const query = useSuspenseInfiniteQuery(siteListQuery({ search }))
  const sort = parseSort(sortText)
  const { rows, total, onWanted } = useInfiniteRows(query, sort !== undefined)
  const [edited, setEdited] = useState<Site | 'new' | null>(null)
  const [deleted, setDeleted] = useState<Site | null>(null)
  const columns = useMemo(() => siteColumns(text, format, { edit: setEdited, remove: setDeleted }), [text, format])
  return (
    <Page
      fill
      title={text('nav.sites')}
      actions={
        <>
          <ViewsMenu
            screen="sites"
            search={{ search, sort: sortText }}
            onOpen={(view) => void navigate({ search: siteSearch(view) })}
          />
          <RecordsMenu kind="sites" filter={{ search }} count={query.hasNextPage ? undefined : rows.length} />
          <May call="createSite">
            <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setEdited('new')}>
              {text('sites.add')}
            </Button>
          </May>
        </>
      }
    >
      <StaleNote query={query} />
      <Panel flush className="sm-fill">
        <FilterBar>
          <SearchField label={text('sites.search')} value={search} onSearch={(next) => change({ search: next })} />
        </FilterBar>
        <DataTable
          label={text('nav.sites')}
          columns={columns}
          rows={rows}
          total={total}
          onWanted={onWanted}
          keyOf={(site) => site.id}
          sort={sort}
          onSort={(next) => change({ sort: printSort(next) })}
          empty={
            <EmptyState icon={MapPin} title={text(search === undefined ? 'sites.none' : 'sites.noneFound')}>
              {text('sites.none.text')}
            </EmptyState>
          }
        />
      </Panel>
      <SiteDialog edited={edited} onClose={() => setEdited(null)} />
      <DeleteSiteDialog site={deleted} onClose={() => setDeleted(null)} />
    </Page>
  )
}

interface SiteActions {
  readonly edit: (site: Site) => void
  readonly remove: (site: Site) => void
}

function siteColumns(text: Text, format: Format, actions: SiteActions): readonly Column<Site>[] {
  return [
    {
      id: 'name',
      header: text('sites.name'),
      width: 'minmax(120px, 1.4fr)',
      sortValue: (site) => site.name,
      cell: (site) => <SiteName site={site} />,
    },
    {
      id: 'place',
      header: text('sites.place'),
      width: 'minmax(120px, 1.4fr)',
      from: 520,
      sortValue: (site) => site.city ?? '',
      cell: (site) => (
        <span translate="no">
          {[site.address, site.city, site.country].filter((part) => part !== null).join(', ') || '–'}
        </span>
      ),
    },
    {
      id: 'stations',
      header: text('nav.stations'),
      width: '92px',
      align: 'end',
      sortValue: (site) => site.stationCount,
      cell: (site) => (
        <Link to="/stations" search={{ siteId: site.id }} style={{ color: 'var(--mantine-color-anchor)' }}>
          {text('sites.stationCount', { count: site.stationCount })}
        </Link>
      ),
    },
    {
      id: 'limit',
      header: text('sites.limit'),
      width: '112px',
      align: 'end',
      from: 680,
      sortValue: (site) => site.gridLimitW ?? 0,
      cell: (site) => (site.gridLimitW === null ? '–' : format.power(site.gridLimitW)),
    },
    {
      id: 'menu',
      header: text('ui.actions'),
      width: '64px',
      align: 'end',
      cell: (site) => <SiteMenu site={site} actions={actions} />,
    },
  ]
}

function SiteName({ site }: { site: Site }) {
  return (
    <Link to="/sites/$siteId" params={{ siteId: site.id }} className={classes['primary']} translate="no" data-row-link>
      {site.name}
    </Link>
  )
}

function SiteMenu({ site, actions }: { site: Site; actions: SiteActions }) {
  const text = useText()
  const may = useMay()
  if (!may.call('updateSite')) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={text('sites.options', { site: site.name })}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => actions.edit(site)}>{text('ui.edit')}</Menu.Item>
        <Menu.Item color="red" onClick={() => actions.remove(site)}>
          {text('ui.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

import { Button } from '@mantine/core'
import type { Driver } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Plus, UserRound } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type Text, useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from '../ui/row-link.module.css'
import { useInfiniteRows } from '../ui/use-infinite-rows.ts'
import { DriverDialog } from './driver-dialog.tsx'
import { driverListQuery } from './queries.ts'

const route = getRouteApi('/app/drivers')

/** People who charge. */
export function DriversPage() {
  const text = useText()
  const { search } = route.useSearch()
  const change = route.useNavigate()
  const navigate = useNavigate()
  const query = useSuspenseInfiniteQuery(driverListQuery({ search }))
  const { rows, total, onWanted } = useInfiniteRows(query)
  const [isAdding, setAdding] = useState(false)
  const columns = useMemo(() => driverColumns(text), [text])
  return (
    <Page
      fill
      title={text('nav.drivers')}
      actions={
        <May call="createDriver">
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {text('drivers.add')}
          </Button>
        </May>
      }
    >
      <StaleNote query={query} />
      <Panel flush className="sm-fill">
        <FilterBar>
          <SearchField
            label={text('drivers.search')}
            value={search}
            onSearch={(next) => void change({ search: { search: next }, replace: true, resetScroll: false })}
          />
        </FilterBar>
        <DataTable
          label={text('nav.drivers')}
          columns={columns}
          rows={rows}
          total={total}
          onWanted={onWanted}
          keyOf={(driver) => driver.id}
          empty={
            <EmptyState icon={UserRound} title={text(search === undefined ? 'drivers.none' : 'drivers.noneFound')}>
              {text('drivers.none.text')}
            </EmptyState>
          }
        />
      </Panel>
      {isAdding ? (
        <DriverDialog
          driver={null}
          onClose={() => setAdding(false)}
          onSaved={({ id }) => void navigate({ to: '/drivers/$driverId', params: { driverId: id } })}
        />
      ) : null}
    </Page>
  )
}

function driverColumns(text: Text): readonly Column<Driver>[] {
  return [
    {
      id: 'name',
      header: text('drivers.name'),
      width: 'minmax(130px, 1.4fr)',
      cell: (driver) => (
        <Link
          to="/drivers/$driverId"
          params={{ driverId: driver.id }}
          className={classes['primary']}
          translate="no"
          data-row-link
        >
          {driver.name}
        </Link>
      ),
    },
    {
      id: 'email',
      header: text('drivers.email'),
      width: 'minmax(140px, 1.4fr)',
      from: 520,
      cell: (driver) => <span translate="no">{driver.email ?? '–'}</span>,
    },
    {
      id: 'phone',
      header: text('drivers.phone'),
      width: 'minmax(120px, 1fr)',
      from: 720,
      cell: (driver) => <bdi translate="no">{driver.phone ?? '–'}</bdi>,
    },
    {
      id: 'tokens',
      header: text('nav.tokens'),
      width: '92px',
      align: 'end',
      cell: (driver) => driver.tokenCount,
    },
  ]
}

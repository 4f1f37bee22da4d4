import { Button } from '@mantine/core'
import type { Token } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IdCard, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { RecordsMenu } from '../import-export/records-menu.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { ChoiceField, FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { parseSort, printSort } from '../ui/sort-header.tsx'
import { useInfiniteRows } from '../ui/use-infinite-rows.ts'
import { ViewsMenu } from '../views/views-menu.tsx'
import { type TokenSearch, tokenListQuery, tokenSearch } from './queries.ts'
import { tokenColumns } from './token-columns.tsx'
import { TokenDialog } from './token-dialog.tsx'

const route = getRouteApi('/app/tokens')

/** Cards, apps and cars that may charge. */
export function TokensPage() {
  const text = useText()
  const { sort: sortText, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: TokenSearch) =>
    void navigate({ search: (search) => ({ ...search, ...part }), replace: true, resetScroll: false })
  const query = useSuspenseInfiniteQuery(tokenListQuery(filter))
  const sort = parseSort(sortText)
  const { rows, total, onWanted } = useInfiniteRows(query, sort !== undefined)
  const [edited, setEdited] = useState<Token | 'new' | null>(null)
  const columns = useMemo(() => tokenColumns(text, setEdited), [text])
  const filtered = Object.values(filter).some((value) => value !== undefined)
  const add = (
    <May call="createToken">
      <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setEdited('new')}>
        {text('tokens.add')}
      </Button>
    </May>
  )
  return (
    <Page
      fill
      title={text('nav.tokens')}
      actions={
        <>
          <ViewsMenu
            screen="tokens"
            search={{ ...filter, sort: sortText }}
            onOpen={(search) => void navigate({ search: tokenSearch(search) })}
          />
          <RecordsMenu kind="tokens" filter={filter} count={query.hasNextPage ? undefined : rows.length} />
          {add}
        </>
      }
    >
      <StaleNote query={query} />
      <Panel flush className="sm-fill">
        <FilterBar>
          <SearchField label={text('tokens.search')} value={filter.search} onSearch={(search) => change({ search })} />
          <ChoiceField
            label={text('tokens.status')}
            any={text('tokens.anyStatus')}
            options={(['active', 'blocked'] as const).map((value) => ({ value, label: text(`tokens.${value}`) }))}
            value={filter.status}
            onChoose={(status) => change({ status })}
          />
        </FilterBar>
        <DataTable
          label={text('nav.tokens')}
          columns={columns}
          rows={rows}
          total={total}
          onWanted={onWanted}
          keyOf={(token) => token.id}
          sort={sort}
          onSort={(next) => change({ sort: printSort(next) })}
          empty={
            <EmptyState icon={IdCard} title={text(filtered ? 'tokens.noneFound' : 'tokens.none')}>
              {text(filtered ? 'tokens.noneFound.text' : 'tokens.none.text')}
            </EmptyState>
          }
        />
      </Panel>
      <TokenDialog edited={edited} onClose={() => setEdited(null)} />
    </Page>
  )
}

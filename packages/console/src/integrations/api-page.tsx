import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { Widget } from '../app/widget.tsx'
import { FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { ApiOperationView } from './api-operation.tsx'
import { isFound, readDescription } from './openapi.ts'

const route = getRouteApi('/app/integrations/api')
const ADDRESS = '/api/v1/openapi.json'

/** The reference of the API, from the description that this server gives of itself. */
export function ApiPage() {
  const text = useText()
  const { search } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page
      title={text('api.title')}
      lead={
        <Link to="/integrations" style={{ color: 'var(--mantine-color-anchor)' }}>
          {text('nav.integrations')}
        </Link>
      }
    >
      <Panel>
        <p>{text('api.how')}</p>
        <p>
          {text('api.limits')}{' '}
          <a href={ADDRESS} style={{ color: 'var(--mantine-color-anchor)' }}>
            {text('api.document')}
          </a>
        </p>
        <FilterBar>
          <SearchField
            label={text('api.search')}
            value={search}
            onSearch={(words) => void navigate({ search: { search: words }, replace: true, resetScroll: false })}
          />
        </FilterBar>
      </Panel>
      <Widget lines={12}>
        <Operations words={search ?? ''} />
      </Widget>
    </Page>
  )
}

function Operations({ words }: { words: string }) {
  const text = useText()
  const { data } = useSuspenseQuery({
    queryKey: queryKeys.apiDescription,
    queryFn: async ({ signal }) => readDescription(await (await fetch(ADDRESS, { signal })).json()),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const found = data.operations.filter((operation) => isFound(operation, words))
  if (found.length === 0) return <EmptyState icon={SearchX} title={text('api.none')} />
  const groups = Map.groupBy(found, ({ tag }) => tag)
  return [...groups].map(([tag, operations]) => (
    <Panel key={tag} title={<span translate="no">{tag}</span>}>
      {operations.map((operation) => (
        <ApiOperationView key={operation.id} operation={operation} description={data} />
      ))}
    </Panel>
  ))
}

import { Alert } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { errorWords } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { Widget } from '../app/widget.tsx'
import { LoadingLines } from '../ui/loading.tsx'
import { ErrorState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { revenueQuery } from './queries.ts'
import { RevenueChart } from './revenue-chart.tsx'
import { RevenueFigures } from './revenue-figures.tsx'
import { RevenueNotes } from './revenue-notes.tsx'
import type { RevenueSearch } from './search.ts'
import { SiteTable } from './site-table.tsx'
import { SoldSessions } from './sold-sessions.tsx'
import { SpanFields } from './span-fields.tsx'

const route = getRouteApi('/app/revenue')

/** What charging was worth: today, this month, and of a span by day, by site, down to the session. */
export function RevenuePage() {
  const text = useText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: RevenueSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const query = useQuery({ ...revenueQuery(search), placeholderData: keepPreviousData })
  const { data } = query
  return (
    <Page title={text('nav.revenue')} lead={text('revenue.lead')}>
      <StaleNote query={query} />
      {data === undefined ? (
        query.isError ? (
          <ErrorState words={errorWords(query.error, text)} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingLines lines={8} />
        )
      ) : (
        <>
          <RevenueFigures revenue={data} />
          <SpanFields key={`${data.from} ${data.to}`} revenue={data} onChange={change} />
          {query.isError ? <Alert color="red">{errorWords(query.error, text).title}</Alert> : null}
          <RevenueNotes revenue={data} />
          <RevenueChart revenue={data} />
          <SiteTable revenue={data} />
          <Widget lines={5}>
            <SoldSessions revenue={data} search={search} onChange={change} />
          </Widget>
        </>
      )}
    </Page>
  )
}

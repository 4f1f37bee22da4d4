import { NativeSelect, Switch } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { errorWords } from '../app/errors.ts'
import { MoreWords } from '../app/i18n/more-words.tsx'
import { useText } from '../app/i18n/use-text.ts'
import classes from '../stations/station.module.css'
import { TimelineRow } from '../stations/timeline/timeline-row.tsx'
import { FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { LoadingLines } from '../ui/loading.tsx'
import { EmptyState, ErrorState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { type MessageSearch, messagesQuery, windows } from './queries.ts'

const route = getRouteApi('/app/messages')

export function MessagesPage() {
  return (
    <MoreWords>
      <Messages />
    </MoreWords>
  )
}

/** The flight recorder of all stations together. */
function Messages() {
  const text = useText()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: MessageSearch) =>
    void navigate({ search: (search) => ({ ...search, ...part }), replace: true, resetScroll: false })
  const query = useInfiniteQuery({ ...messagesQuery(filter), placeholderData: keepPreviousData })
  const entries = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={text('nav.messages')} lead={text('messages.lead')}>
      <Panel flush>
        <FilterBar>
          <SearchField
            label={text('timeline.search')}
            value={filter.search}
            onSearch={(search) => change({ search })}
          />
          <NativeSelect
            aria-label={text('messages.window')}
            value={filter.within ?? 'hour'}
            data={windows.map((value) => ({ value, label: text(`messages.${value}`) }))}
            onChange={(event) => change({ within: windows.find((each) => each === event.currentTarget.value) })}
          />
          <Switch
            label={text('messages.failed')}
            checked={filter.failed === 'true'}
            onChange={(event) => change({ failed: event.currentTarget.checked ? 'true' : undefined })}
          />
        </FilterBar>
        {query.isPending ? <LoadingLines lines={8} /> : null}
        {query.isError && entries.length === 0 ? (
          <ErrorState words={errorWords(query.error, text)} onRetry={() => void query.refetch()} />
        ) : null}
        {query.isSuccess && entries.length === 0 ? (
          <EmptyState icon={ScrollText} title={text('timeline.none')}>
            {text('timeline.none.text')}
          </EmptyState>
        ) : null}
        <ol className={classes['log']}>
          {entries.map((entry) => (
            <TimelineRow
              key={`${entry.stationId} ${entry.direction} ${entry.messageId} ${entry.at}`}
              entry={entry}
              stationId={entry.stationId}
            />
          ))}
        </ol>
        <LoadMore query={query} />
      </Panel>
    </Page>
  )
}

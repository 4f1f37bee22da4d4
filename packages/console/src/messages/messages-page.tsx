import { NativeSelect, Switch } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useText } from '../app/i18n/use-text.ts'
import { MessageLog } from '../stations/timeline/message-log.tsx'
import { TimelineRow } from '../stations/timeline/timeline-row.tsx'
import { FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { messagesQuery } from './queries.ts'
import { type MessageSearch, windows } from './search.ts'

const route = getRouteApi('/app/messages')

/** The flight recorder of all stations together. */
export function MessagesPage() {
  const text = useText()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: MessageSearch) =>
    void navigate({ search: (search) => ({ ...search, ...part }), replace: true, resetScroll: false })
  const query = useInfiniteQuery({ ...messagesQuery(filter), placeholderData: keepPreviousData })
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
        <MessageLog
          query={query}
          row={(entry) => (
            <TimelineRow
              key={`${entry.stationId} ${entry.direction} ${entry.messageId} ${entry.at}`}
              entry={entry}
              stationId={entry.stationId}
            />
          )}
        />
      </Panel>
    </Page>
  )
}

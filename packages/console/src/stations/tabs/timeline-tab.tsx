import { Button, Switch } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ExportDialog } from '../dialogs/export-dialog.tsx'
import { timelineQuery } from '../queries.ts'
import classes from '../station.module.css'
import { MessageLog } from '../timeline/message-log.tsx'
import { TimelineRow } from '../timeline/timeline-row.tsx'
import type { TabProps } from './tab-props.ts'

const FOLLOW_EVERY_MS = 4000
const directions = ['all', 'fromStation', 'toStation'] as const

/** The flight recorder: every message, its answer, and why it was answered so. Newest first. */
export function TimelineTab({ station }: TabProps) {
  const text = useText()
  const [direction, setDirection] = useState<(typeof directions)[number]>('all')
  const [search, setSearch] = useState<string>()
  const [following, setFollowing] = useState(true)
  const [onlyFailed, setOnlyFailed] = useState(false)
  const [isExporting, setExporting] = useState(false)
  const query = useInfiniteQuery({
    ...timelineQuery(station.id, {
      search,
      ...(direction === 'all' ? {} : { direction }),
      ...(onlyFailed ? { failed: 'true' } : {}),
    }),
    placeholderData: keepPreviousData,
    refetchInterval: following ? FOLLOW_EVERY_MS : false,
  })
  return (
    <Panel flush>
      <FilterBar>
        <SearchField label={text('timeline.search')} value={search} onSearch={setSearch} />
        <Segments
          size="small"
          label={text('timeline.direction')}
          value={direction}
          onChange={(value) => setDirection(directions.find((each) => each === value) ?? 'all')}
          data={directions.map((value) => ({ value, label: text(`timeline.${value}`) }))}
        />
        <Switch
          label={text('timeline.follow')}
          checked={following}
          onChange={(event) => setFollowing(event.currentTarget.checked)}
        />
        <Switch
          label={text('messages.failed')}
          checked={onlyFailed}
          onChange={(event) => setOnlyFailed(event.currentTarget.checked)}
        />
        <Button variant="default" leftSection={<Download size={16} aria-hidden />} onClick={() => setExporting(true)}>
          {text('messages.export')}
        </Button>
      </FilterBar>
      <MessageLog
        query={query}
        row={(entry, above) => (
          <Fragment key={`${entry.direction}-${entry.messageId}-${entry.at}`}>
            <NewDay at={entry.at} above={above?.at ?? new Date().toISOString()} />
            <TimelineRow entry={entry} />
          </Fragment>
        )}
      />
      <ExportDialog station={station} opened={isExporting} onClose={() => setExporting(false)} />
    </Panel>
  )
}

/** The rows show the time of day only: where the day changes it is named. */
function NewDay({ at, above }: { at: string; above: string }) {
  const format = useFormat()
  const day = format.day(at)
  if (day === format.day(above)) return null
  return (
    <li className={classes['day']}>
      <time dateTime={at}>{day}</time>
    </li>
  )
}

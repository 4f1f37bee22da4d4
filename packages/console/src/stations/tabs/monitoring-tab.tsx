import { EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { Widget } from '../../app/widget.tsx'
import { CommandDialog, type CommandDraft } from '../../commands/command-dialog.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EventsPanel } from '../monitoring/events-panel.tsx'
import { MonitorsPanel } from '../monitoring/monitors-panel.tsx'
import type { EventFilter } from '../monitoring/queries.ts'
import { StreamsPanel } from '../monitoring/streams-panel.tsx'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

/** What a station watches by itself, what it noticed, and the values it streams. */
export function MonitoringTab({ station }: TabProps) {
  const text = useText()
  const [filter, setFilter] = useState<EventFilter>({})
  const [draft, setDraft] = useState<CommandDraft | null>(null)
  if (station.ocppVersion === '1.6') {
    return (
      <Panel>
        <EmptyState icon={EyeOff} title={text('monitoring.old')}>
          {text('monitoring.old.text')}
        </EmptyState>
      </Panel>
    )
  }
  return (
    <div className={classes['overview']}>
      <Widget lines={6}>
        <MonitorsPanel
          station={station}
          onCommand={setDraft}
          onEvents={(monitorId) => setFilter((known) => ({ ...known, monitorId }))}
        />
      </Widget>
      {station.ocppVersion === '2.1' ? (
        <Widget lines={4}>
          <StreamsPanel station={station} onCommand={setDraft} />
        </Widget>
      ) : null}
      <EventsPanel stationId={station.id} filter={filter} onFilter={setFilter} />
      <CommandDialog station={station} draft={draft} onClose={() => setDraft(null)} />
    </div>
  )
}

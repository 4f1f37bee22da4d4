import { HistoryPanel } from '../../audit/history-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { TabProps } from './tab-props.ts'

/** Who has done what to this station. */
export function HistoryTab({ station }: TabProps) {
  return (
    <Panel flush>
      <HistoryPanel of={{ subjectKind: 'station', subject: station.id }} />
    </Panel>
  )
}

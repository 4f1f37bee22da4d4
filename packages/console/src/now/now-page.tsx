import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { Page } from '../ui/page.tsx'
import { ActiveSessions } from './active-sessions.tsx'
import { AttentionPanel } from './attention-panel.tsx'
import { Counters } from './counters.tsx'
import { Figures } from './figures.tsx'
import { LoadChart } from './load-chart.tsx'
import { MapPanel } from './map-panel.tsx'
import classes from './now.module.css'

/** What is going on, what is broken, and the fix: without a click. */
export function NowPage() {
  const text = useText()
  return (
    <Page title={text('nav.now')} quietTitle>
      <Counters />
      <Figures />
      <div className={classes['split']}>
        <MapPanel />
        <AttentionPanel />
      </div>
      <Widget lines={6}>
        <LoadChart />
      </Widget>
      <ActiveSessions />
    </Page>
  )
}

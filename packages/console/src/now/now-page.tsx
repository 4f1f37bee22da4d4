import { lazy, Suspense } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { Widget } from '../app/widget.tsx'
import { Page } from '../ui/page.tsx'
import { AttentionPanel } from './attention-panel.tsx'
import { Counters } from './counters.tsx'
import { Figures } from './figures.tsx'
import { MapPanel } from './map-panel.tsx'
import classes from './now.module.css'

const BookingsPanel = lazy(async () => ({ default: (await import('../bookings/bookings-panel.tsx')).BookingsPanel }))
// Below the first screenful: what needs attention does not wait for them.
const LoadChart = lazy(async () => ({ default: (await import('./load-chart.tsx')).LoadChart }))
const ActiveSessions = lazy(async () => ({ default: (await import('./active-sessions.tsx')).ActiveSessions }))

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
      <May call="approveBooking">
        <Suspense fallback={null}>
          <BookingsPanel />
        </Suspense>
      </May>
      <Widget lines={6}>
        <LoadChart />
      </Widget>
      <Widget>
        <ActiveSessions />
      </Widget>
    </Page>
  )
}

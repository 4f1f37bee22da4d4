import { Tabs } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { MoreWords } from '../app/i18n/more-words.tsx'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { Widget } from '../app/widget.tsx'
import { stationSentence } from '../status/sentence.ts'
import { conditionLookOf } from '../status/status.ts'
import { StatusChip } from '../status/status-label.tsx'
import { Page } from '../ui/page.tsx'
import { useChosenInView } from '../ui/use-chosen-in-view.ts'
import { useNow } from '../ui/use-now.ts'
import { LatestCommand } from './latest-command.tsx'
import { stationQuery } from './queries.ts'
import classes from './station.module.css'
import { StationActions } from './station-actions.tsx'
import { stationTabs } from './station-tab.ts'
import { tabBodies } from './tabs/tab-bodies.ts'

const route = getRouteApi('/app/stations/$stationId')

/** One station: its state and why, what can be done, and everything it ever said. */
export function StationPage() {
  const text = useText()
  const format = useFormat()
  const nowMs = useNow()
  const { stationId } = route.useParams()
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useSuspenseQuery(stationQuery(stationId))
  const station = query.data
  const Body = tabBodies[tab]
  return (
    <Page
      title={station.id}
      heading={
        <>
          <span translate="no">{station.id}</span>
          <StatusChip look={conditionLookOf(station.condition)} />
        </>
      }
      lead={
        <>
          {stationSentence(station, { text, format, nowMs })}
          {[station.name, station.siteName].map((name) =>
            name === null ? null : (
              <span key={name} translate="no">
                {' · '}
                {name}
              </span>
            ),
          )}
        </>
      }
      actions={<StationActions station={station} />}
    >
      <StaleNote query={query} />
      <LatestCommand stationId={station.id} />
      <Tabs
        value={tab}
        onChange={(value) => {
          const next = stationTabs.find((each) => each === value)
          if (next !== undefined) void navigate({ search: { tab: next }, replace: true, resetScroll: false })
        }}
        keepMounted={false}
      >
        <Tabs.List className={classes['tabs'] ?? ''} ref={useChosenInView(tab)}>
          {stationTabs.map((option) => (
            <Tabs.Tab key={option} value={option}>
              {text(`station.tab.${option}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Widget lines={8}>
            <MoreWords>
              <Body station={station} />
            </MoreWords>
          </Widget>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

import { Tabs } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { useMay } from '../app/use-may.ts'
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
import { stationTabs, tabPermissions } from './station-tab.ts'
import { tabBodies } from './tabs/tab-bodies.ts'

const route = getRouteApi('/app/stations/$stationId')

/** One station: its state and why, what can be done, and everything it ever said. */
export function StationPage() {
  const text = useText()
  const format = useFormat()
  const nowMs = useNow()
  const { stationId } = route.useParams()
  const { tab = 'overview' } = route.useSearch()
  const may = useMay()
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
              <Fragment key={name}>
                {' · '}
                <span translate="no">{name}</span>
              </Fragment>
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
          {stationTabs
            .filter((option) => tabPermissions[option] === undefined || may(tabPermissions[option]))
            .map((option) => (
              <Tabs.Tab key={option} value={option}>
                {text(`station.tab.${option}`)}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Widget lines={8}>
            <Body station={station} />
          </Widget>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

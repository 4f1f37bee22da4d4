import { Button } from '@mantine/core'
import type { Site } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { Widget } from '../app/widget.tsx'
import { stationListQuery } from '../stations/queries.ts'
import { SitePricePanel } from '../tariffs/site-price-panel.tsx'
import { Facts, Raw } from '../ui/facts.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { useInfiniteRows } from '../ui/use-infinite-rows.ts'
import { ContactsPanel } from './contacts.tsx'
import { DeleteSiteDialog } from './delete-site-dialog.tsx'
import { HoursPanel } from './hours/hours-panel.tsx'
import { PlanPanel } from './plan/plan-panel.tsx'
import classes from './site.module.css'
import { SiteDialog } from './site-dialog.tsx'
import { siteQuery } from './site-queries.ts'
import { SiteStations } from './site-stations.tsx'

const route = getRouteApi('/app/sites/$siteId')
const PlacePicker = lazy(async () => ({ default: (await import('../now/map/place-picker.tsx')).PlacePicker }))

/** One site: where it is, when it is open, whom to call, and every bay with what goes on there. */
export function SitePage() {
  const { siteId } = route.useParams()
  const query = useSuspenseQuery(siteQuery(siteId))
  // A site has dozens of stations, not thousands: all of them are fetched.
  const { rows: stations } = useInfiniteRows(useSuspenseInfiniteQuery(stationListQuery({ siteId })), true)
  const site = query.data
  return (
    <Page
      title={site.name}
      heading={<span translate="no">{site.name}</span>}
      lead={<span translate="no">{addressOf(site)}</span>}
      actions={<SiteActions site={site} />}
    >
      <StaleNote query={query} />
      <Widget lines={8}>
        <PlanPanel site={site} stations={stations} />
      </Widget>
      <SiteStations stations={stations} />
      <div className={classes['columns']}>
        <HoursPanel site={site} />
        <div className={classes['column']}>
          <ContactsPanel site={site} />
          <May have="tariffs.read">
            <SitePricePanel siteId={site.id} />
          </May>
          <WherePanel site={site} />
        </div>
      </div>
    </Page>
  )
}

function addressOf({ address, postalCode, city, country }: Site): string {
  const place = [postalCode, city].filter((part) => part !== null).join(' ')
  return [address, place, country].filter((part) => part !== null && part !== '').join(', ')
}

function SiteActions({ site }: { site: Site }) {
  const text = useText()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  return (
    <>
      <Button variant="default" renderRoot={(props) => <Link to="/sessions" search={{ siteId: site.id }} {...props} />}>
        {text('nav.sessions')}
      </Button>
      <May call="askWhatIf">
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/sites/$siteId/capacity" params={{ siteId: site.id }} {...props} />}
        >
          {text('capacity.title')}
        </Button>
      </May>
      <May call="updateSite">
        <Button variant="default" onClick={() => setOpen('edit')}>
          {text('sites.edit')}
        </Button>
      </May>
      <May call="deleteSite">
        <Button variant="subtle" color="red" onClick={() => setOpen('delete')}>
          {text('ui.delete')}
        </Button>
      </May>
      <SiteDialog edited={open === 'edit' ? site : null} onClose={() => setOpen(null)} />
      <DeleteSiteDialog
        site={open === 'delete' ? site : null}
        onClose={() => setOpen(null)}
        onDeleted={() => void navigate({ to: '/sites' })}
      />
    </>
  )
}

function WherePanel({ site }: { site: Site }) {
  const text = useText()
  const format = useFormat()
  const { latitude, longitude, gridLimitW } = site
  const isPlaced = latitude !== null && longitude !== null
  return (
    <Panel title={text('site.where')}>
      <Facts
        facts={[
          { name: text('sites.place'), value: <Raw>{addressOf(site) || '–'}</Raw> },
          {
            name: text('site.position'),
            value: isPlaced ? <bdi dir="ltr">{`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}</bdi> : '–',
          },
          { name: text('sites.timeZone'), value: <Raw>{site.timeZone}</Raw> },
          { name: text('sites.limit'), value: gridLimitW === null ? '–' : format.power(gridLimitW) },
        ]}
      />
      {isPlaced ? (
        <div className={classes['map']}>
          <Suspense>
            <PlacePicker latitude={latitude} longitude={longitude} />
          </Suspense>
        </div>
      ) : null}
    </Panel>
  )
}

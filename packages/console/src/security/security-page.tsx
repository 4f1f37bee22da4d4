import { Button, Switch } from '@mantine/core'
import type { SecurityEvent } from '@stationmaster/server/contract'
import { useMutation, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { StationLink } from '../stations/station-link.tsx'
import { ToneMark } from '../status/tone-mark.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../ui/record-table.tsx'
import { When } from '../ui/when.tsx'
import { securityEventsQuery, securityProfilesQuery } from './queries.ts'
import classes from './security.module.css'

/** How the fleet proves who it is, and what happened to that. */
export function SecurityPage() {
  const text = useText()
  const [isCritical, setCritical] = useState(false)
  return (
    <Page title={text('nav.security')} lead={text('security.lead')}>
      <Panel title={text('security.fleet')}>
        <Widget lines={4}>
          <Profiles />
        </Widget>
      </Panel>
      <Panel
        flush
        title={text('security.events')}
        aside={
          <div className={classes['aside']}>
            <Switch
              label={text('security.critical')}
              checked={isCritical}
              onChange={(event) => setCritical(event.currentTarget.checked)}
            />
            <Verification />
          </div>
        }
      >
        <Widget lines={6} key={String(isCritical)}>
          <Events isCritical={isCritical} />
        </Widget>
      </Panel>
    </Page>
  )
}

function Profiles() {
  const text = useText()
  const { data } = useSuspenseQuery(securityProfilesQuery)
  const most = Math.max(1, ...data.items.map(({ stations, connected }) => Math.max(stations, connected)))
  return (
    <ul className={classes['profiles']}>
      {data.items.map(({ profile, stations, connected }) => (
        <li key={profile}>
          <strong>{text.maybe(`security.profile.${profile}`) ?? String(profile)}</strong>
          <span className={classes['dim']}>{text('security.connected', { connected, stations })}</span>
          <span className={classes['track']}>
            <span
              className={classes['amount']}
              data-risky={profile === 0 && stations > 0 ? '' : undefined}
              style={{ width: `${(100 * stations) / most}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Events({ isCritical }: { isCritical: boolean }) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(securityEventsQuery(isCritical ? { critical: true } : {}))
  const columns: readonly RecordColumn<SecurityEvent>[] = [
    { id: 'at', header: text('security.at'), cell: ({ at, receivedAt }) => <When at={at ?? receivedAt} /> },
    {
      id: 'station',
      header: text('stations.station'),
      cell: ({ stationId }) => (stationId === null ? '–' : <StationLink stationId={stationId} />),
    },
    {
      id: 'type',
      header: text('security.type'),
      cell: ({ type, critical }) => (
        <>
          <span translate="no">{type}</span>{' '}
          {critical ? <ToneMark tone="faulted">{text('security.isCritical')}</ToneMark> : null}
        </>
      ),
    },
    { id: 'source', header: text('security.source'), cell: ({ source }) => text(`security.source.${source}`) },
    {
      id: 'detail',
      header: text('security.detail'),
      cell: ({ detail }) => <span translate="no">{detail ?? '–'}</span>,
    },
  ]
  return (
    <>
      <RecordTable
        label={text('security.events')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ id }) => String(id)}
        columns={columns}
        empty={
          <EmptyState icon={ShieldCheck} title={text('security.none')}>
            {text('security.none.text')}
          </EmptyState>
        }
      />
      <LoadMore query={query} />
    </>
  )
}

/** Recomputes the chain of hashes when asked. */
function Verification() {
  const text = useText()
  const verify = useMutation({ mutationFn: () => call('verifySecurityLog', {}) })
  const { data } = verify
  return (
    <>
      <span role="status" className={classes['dim']}>
        {verify.isError ? errorLine(verify.error, text) : null}
        {data?.intact === true ? text('security.intact', { count: data.checked }) : null}
        {data?.intact === false ? text('security.broken', { position: data.broken?.position ?? 0 }) : null}
      </span>
      <Button size="compact-sm" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
        {text('security.verify')}
      </Button>
    </>
  )
}

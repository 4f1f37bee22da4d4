import { Button } from '@mantine/core'
import type { Driver, SessionSummary, Token } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { IdCard, Plus, Zap } from 'lucide-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { useMay } from '../app/use-may.ts'
import { Widget } from '../app/widget.tsx'
import { sessionListQuery } from '../sessions/queries.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import { tokenListQuery } from '../tokens/queries.ts'
import { TokenDialog } from '../tokens/token-dialog.tsx'
import { TokenMenu } from '../tokens/token-menu.tsx'
import { Facts, Raw } from '../ui/facts.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import { When } from '../ui/when.tsx'
import classes from './driver.module.css'
import { DriverActions } from './driver-actions.tsx'
import { driverQuery } from './queries.ts'

const route = getRouteApi('/app/drivers/$driverId')

/** One driver: how to reach them, their tokens, and what they have charged. */
export function DriverPage() {
  const { driverId } = route.useParams()
  const query = useSuspenseQuery(driverQuery(driverId))
  const driver = query.data
  const may = useMay()
  return (
    <Page
      title={driver.name}
      heading={<span translate="no">{driver.name}</span>}
      actions={<DriverActions driver={driver} />}
    >
      <StaleNote query={query} />
      <Contact driver={driver} />
      {may('tokens.read') ? (
        <Widget>
          <Tokens driver={driver} />
        </Widget>
      ) : null}
      {may('sessions.read') ? (
        <Widget>
          <Sessions driver={driver} />
        </Widget>
      ) : null}
    </Page>
  )
}

function Contact({ driver: { email, phone, language, notes, createdAt } }: { driver: Driver }) {
  const text = useText()
  const intl = useIntl()
  const speaks = language === null ? null : (intl.formatDisplayName(language, { type: 'language' }) ?? language)
  return (
    <Panel title={text('drivers.contact')}>
      <Facts
        facts={[
          {
            name: text('drivers.email'),
            value:
              email === null ? (
                '–'
              ) : (
                <a href={`mailto:${email}`} translate="no" className={classes['link']}>
                  {email}
                </a>
              ),
          },
          {
            name: text('drivers.phone'),
            value:
              phone === null ? (
                '–'
              ) : (
                <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} dir="ltr" translate="no" className={classes['link']}>
                  {phone}
                </a>
              ),
          },
          { name: text('drivers.language'), value: speaks ?? '–' },
          { name: text('drivers.since'), value: <When at={createdAt} /> },
        ]}
      />
      {notes === null ? null : (
        <p className={classes['notes']} translate="no">
          {notes}
        </p>
      )}
    </Panel>
  )
}

function Tokens({ driver }: { driver: Driver }) {
  const text = useText()
  const { data } = useSuspenseInfiniteQuery(tokenListQuery({ driverId: driver.id }))
  const [edited, setEdited] = useState<Token | 'new' | null>(null)
  const columns = [
    { id: 'value', header: text('tokens.value'), cell: ({ value }: Token) => <Raw>{value}</Raw> },
    { id: 'label', header: text('tokens.label'), cell: ({ label }: Token) => <Raw>{label ?? '–'}</Raw> },
    {
      id: 'status',
      header: text('tokens.status'),
      cell: ({ status }: Token) => (
        <ToneMark tone={status === 'active' ? 'available' : 'faulted'}>{text(`tokens.${status}`)}</ToneMark>
      ),
    },
    {
      id: 'menu',
      header: text('ui.actions'),
      cell: (token: Token) => (
        <May call="updateToken">
          <TokenMenu token={token} onEdit={() => setEdited(token)} />
        </May>
      ),
    },
  ]
  return (
    <Panel
      title={text('nav.tokens')}
      flush
      aside={
        <May call="createToken">
          <Button
            variant="default"
            size="xs"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setEdited('new')}
          >
            {text('tokens.add')}
          </Button>
        </May>
      }
    >
      <RecordTable
        label={text('nav.tokens')}
        columns={columns}
        rows={data.pages.flatMap(({ items }) => items)}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={IdCard} title={text('drivers.noTokens')}>
            {text('drivers.noTokens.text')}
          </EmptyState>
        }
      />
      <TokenDialog edited={edited} driver={driver} onClose={() => setEdited(null)} />
    </Panel>
  )
}

const SHOWN = 20

function Sessions({ driver }: { driver: Driver }) {
  const text = useText()
  const format = useFormat()
  const { data } = useSuspenseInfiniteQuery(sessionListQuery({ driverId: driver.id }))
  const sessions = data.pages.flatMap(({ items }) => items)
  const columns = [
    {
      id: 'started',
      header: text('sessions.started'),
      cell: ({ id, startedAt }: SessionSummary) => (
        <Link to="/sessions/$sessionId" params={{ sessionId: id }} className={classes['link']}>
          <When at={startedAt} />
        </Link>
      ),
    },
    {
      id: 'station',
      header: text('stations.station'),
      cell: ({ stationId, siteName }: SessionSummary) => (
        <Raw>{siteName === null ? stationId : `${stationId} · ${siteName}`}</Raw>
      ),
    },
    { id: 'token', header: text('sessions.token'), cell: ({ idToken }: SessionSummary) => <Raw>{idToken ?? '–'}</Raw> },
    {
      id: 'energy',
      header: text('session.energy'),
      cell: ({ energyWh, review }: SessionSummary) => format.energy(review?.correction?.energyWh ?? energyWh),
    },
  ]
  return (
    <Panel
      title={text('nav.sessions')}
      flush
      aside={
        sessions.length > SHOWN ? (
          <Link to="/sessions" search={{ driverId: driver.id }} className={classes['link']}>
            {text('drivers.allSessions')}
          </Link>
        ) : null
      }
    >
      <RecordTable
        label={text('nav.sessions')}
        columns={columns}
        rows={sessions.slice(0, SHOWN)}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={Zap} title={text('drivers.noSessions')}>
            {text('drivers.noSessions.text')}
          </EmptyState>
        }
      />
    </Panel>
  )
}

import { Button, Switch } from '@mantine/core'
import { actionBlock, type LocalList, type Reservation } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { CalendarClock, ListChecks } from 'lucide-react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { byCursor } from '../../app/pages.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { Widget } from '../../app/widget.tsx'
import { ActionButton } from '../../commands/action-button.tsx'
import { CommandLink } from '../../commands/command-link.tsx'
import { useSend } from '../../commands/use-send.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { Facts } from '../../ui/facts.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { Ago, When } from '../../ui/when.tsx'
import { BatterySwaps } from '../access/battery-swaps.tsx'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

const REFRESH_MS = 5000

/** Who may charge here without us: the local list; and who has reserved. */
export function AccessTab({ station }: TabProps) {
  return (
    <div className={classes['overview']}>
      <Widget lines={4}>
        <LocalListPanel station={station} />
      </Widget>
      <Widget lines={4}>
        <Reservations station={station} />
      </Widget>
      {station.ocppVersion === '2.1' ? (
        <Widget lines={1}>
          <BatterySwaps station={station} />
        </Widget>
      ) : null}
    </div>
  )
}

const listTones: Readonly<Record<LocalList['state'], Tone>> = {
  unknown: 'neutral',
  synchronising: 'charging',
  inSync: 'available',
  failed: 'faulted',
  notSupported: 'neutral',
}

function LocalListPanel({ station }: TabProps) {
  const text = useText()
  const client = useQueryClient()
  const params = { stationId: station.id }
  const { data: list } = useSuspenseQuery({
    queryKey: queryKeys.localList(station.id),
    queryFn: ({ signal }) => call('getLocalList', { params, signal }),
    refetchInterval: REFRESH_MS,
  })
  const onSuccess = (changed: LocalList) => client.setQueryData(queryKeys.localList(station.id), changed)
  const setMode = useMutation({
    mutationFn: (mode: LocalList['mode']) => call('updateLocalList', { params, body: { mode } }),
    onSuccess,
  })
  const synchronise = useMutation({ mutationFn: () => call('synchroniseLocalList', { params }), onSuccess })
  const error = setMode.error ?? synchronise.error
  return (
    <Panel
      title={text('access.list')}
      aside={
        <div className={classes['danger']}>
          <CommandLink stationId={station.id} kind="sendLocalList" />
          <May call="synchroniseLocalList">
            <Button
              size="compact-sm"
              variant="default"
              loading={synchronise.isPending}
              onClick={() => synchronise.mutate()}
            >
              {text('access.synchronise')}
            </Button>
          </May>
        </div>
      }
    >
      <div className={classes['overview']}>
        <May call="updateLocalList">
          <Switch
            label={text('access.automatic')}
            description={text('access.automatic.hint')}
            checked={list.mode === 'automatic'}
            disabled={setMode.isPending}
            onChange={(event) => setMode.mutate(event.currentTarget.checked ? 'automatic' : 'manual')}
          />
        </May>
        <p role="alert" className={classes['sentence']}>
          {error === null ? null : errorLine(error, text)}
        </p>
        <Facts
          facts={[
            {
              name: text('charging.state'),
              value: <ToneMark tone={listTones[list.state]}>{text(`access.${list.state}`)}</ToneMark>,
            },
            {
              name: text('access.detail'),
              value: list.detail === null ? null : <span translate="no">{list.detail}</span>,
            },
            { name: text('access.version'), value: list.version },
            {
              name: text('access.entries'),
              value: text('access.entries.of', { held: list.entries, wanted: list.wanted }),
            },
            { name: text('access.syncedAt'), value: list.syncedAt === null ? null : <Ago at={list.syncedAt} /> },
          ]}
        />
        <May call="listLocalListEntries">
          <Entries stationId={station.id} version={list.version} />
        </May>
      </div>
    </Panel>
  )
}

function Entries({ stationId, version }: { stationId: string; version: number | null }) {
  const text = useText()
  const query = useSuspenseInfiniteQuery({
    queryKey: [...queryKeys.localListEntries(stationId), version],
    queryFn: ({ pageParam, signal }) =>
      call('listLocalListEntries', { params: { stationId }, query: { limit: 100, cursor: pageParam }, signal }),
    ...byCursor,
  })
  return (
    <div>
      <RecordTable
        label={text('access.entries')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ type, value }) => `${type} ${value}`}
        columns={[
          { id: 'value', header: text('access.token'), cell: ({ value }) => <span translate="no">{value}</span> },
          { id: 'type', header: text('access.type'), cell: ({ type }) => <span translate="no">{type}</span> },
          { id: 'status', header: text('charging.state'), cell: ({ status }) => <span translate="no">{status}</span> },
          {
            id: 'expires',
            header: text('access.expires'),
            cell: ({ expiresAt }) => (expiresAt === null ? '–' : <When at={expiresAt} />),
          },
        ]}
        empty={
          <EmptyState icon={ListChecks} title={text('access.noEntries')}>
            {text('access.noEntries.text')}
          </EmptyState>
        }
      />
      <LoadMore query={query} />
    </div>
  )
}

const reservationTones: Readonly<Record<Reservation['state'], Tone>> = {
  requested: 'charging',
  active: 'reserved',
  refused: 'faulted',
  failed: 'faulted',
  used: 'available',
  cancelled: 'neutral',
  expired: 'neutral',
  removed: 'neutral',
}

function Reservations({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  const query = useSuspenseInfiniteQuery({
    queryKey: queryKeys.reservations(station.id),
    queryFn: ({ pageParam, signal }) =>
      call('listReservations', { query: { stationId: station.id, limit: 50, cursor: pageParam }, signal }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
  const block = actionBlock('cancelReservation', station)
  const cancel = (reservationId: number) =>
    send({ stationId: station.id, request: { kind: 'cancelReservation', reservationId } })
  return (
    <Panel flush title={text('access.reservations')} aside={<CommandLink stationId={station.id} kind="reserveNow" />}>
      <RecordTable
        label={text('access.reservations')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ reservationId }) => String(reservationId)}
        columns={[
          { id: 'id', header: text('charging.id'), cell: ({ reservationId }) => reservationId },
          { id: 'token', header: text('access.token'), cell: ({ idToken }) => <span translate="no">{idToken}</span> },
          {
            id: 'where',
            header: text('charging.where'),
            cell: ({ evseId, connectorType }) =>
              evseId === null ? (
                <span translate="no">{connectorType ?? '–'}</span>
              ) : (
                text('evse.name', { evse: evseId })
              ),
          },
          { id: 'until', header: text('access.until'), cell: ({ expiresAt }) => <When at={expiresAt} /> },
          {
            id: 'state',
            header: text('charging.state'),
            cell: ({ state }) => <ToneMark tone={reservationTones[state]}>{text(`reservation.${state}`)}</ToneMark>,
          },
          {
            id: 'cancel',
            header: text('ui.actions'),
            cell: ({ reservationId, state }) =>
              state === 'active' ? (
                <ActionButton
                  send="cancelReservation"
                  size="compact-sm"
                  block={block}
                  onClick={() => cancel(reservationId)}
                >
                  {text('access.cancel', { id: reservationId })}
                </ActionButton>
              ) : null,
          },
        ]}
        empty={
          <EmptyState icon={CalendarClock} title={text('access.noReservations')}>
            {text('access.noReservations.text')}
          </EmptyState>
        }
      />
      <LoadMore query={query} />
    </Panel>
  )
}

import { type ActionBlock, actionBlock, type CallOutput } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Gauge } from 'lucide-react'
import { call } from '../../app/api.ts'
import { type Text, useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { Widget } from '../../app/widget.tsx'
import { ActionButton } from '../../commands/action-button.tsx'
import { CommandLink } from '../../commands/command-link.tsx'
import { useSend } from '../../commands/use-send.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import { Ago } from '../../ui/when.tsx'
import { CarNeeds } from '../charging/car-needs.tsx'
import { CompositeChart } from '../charging/composite-chart.tsx'
import { GridSupport } from '../charging/grid-support.tsx'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

type Profile = CallOutput<'listChargingProfiles'>['items'][number]

const REFRESH_MS = 5000
const tones: Readonly<Record<Profile['state'], Tone>> = {
  asExpected: 'available',
  unverified: 'neutral',
  differs: 'occupied',
  missing: 'faulted',
  unexpected: 'occupied',
}

/** What limits charging here: what all profiles allow together, and each of them as set and as reported. */
export function ChargingTab({ station }: TabProps) {
  const text = useText()
  return (
    <div className={classes['overview']}>
      <Widget lines={6}>
        <CompositeChart station={station} />
      </Widget>
      <Panel flush title={text('charging.profiles')} aside={<ProfileActions station={station} />}>
        <Widget lines={4}>
          <Profiles station={station} />
        </Widget>
      </Panel>
      <Panel flush title={text('charging.limits')}>
        <Widget lines={2}>
          <Limits station={station} />
        </Widget>
      </Panel>
      {station.ocppVersion === '1.6' ? null : (
        <Widget lines={1}>
          <CarNeeds station={station} />
        </Widget>
      )}
      {station.ocppVersion === '2.1' ? (
        <Widget lines={1}>
          <GridSupport station={station} />
        </Widget>
      ) : null}
    </div>
  )
}

function ProfileActions({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  return (
    <div className={classes['danger']}>
      <CommandLink stationId={station.id} kind="setChargingProfile" />
      {station.ocppVersion === '1.6' ? null : (
        <ActionButton
          size="compact-sm"
          send="getChargingProfiles"
          block={actionBlock('getChargingProfiles', station)}
          onClick={() => send({ stationId: station.id, request: { kind: 'getChargingProfiles' }, atOnce: true })}
        >
          {text('charging.ask')}
        </ActionButton>
      )}
    </div>
  )
}

function Profiles({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  const { data } = useSuspenseQuery({
    queryKey: queryKeys.chargingProfiles(station.id),
    queryFn: ({ signal }) => call('listChargingProfiles', { params: { stationId: station.id }, signal }),
    refetchInterval: REFRESH_MS,
  })
  const clear = (chargingProfileId: number) =>
    send({ stationId: station.id, request: { kind: 'clearChargingProfile', chargingProfileId } })
  return (
    <RecordTable
      label={text('charging.profiles')}
      rows={data.items}
      keyOf={({ id, evseId, source }) => `${source} ${evseId} ${id}`}
      columns={columns(text, { block: actionBlock('clearChargingProfile', station), clear })}
      empty={
        <EmptyState icon={Gauge} title={text('charging.none')}>
          {text('charging.none.text')}
        </EmptyState>
      }
    />
  )
}

interface Removal {
  readonly block: ActionBlock | null
  readonly clear: (chargingProfileId: number) => void
}

function columns(text: Text, { block, clear }: Removal): readonly RecordColumn<Profile>[] {
  return [
    { id: 'id', header: text('charging.id'), cell: ({ id }) => id },
    {
      id: 'purpose',
      header: text('charging.purpose'),
      cell: ({ purpose, kind, stackLevel }) => (
        <span translate="no">
          {purpose} · {kind} · {stackLevel}
        </span>
      ),
    },
    { id: 'where', header: text('charging.where'), cell: ({ evseId }) => <Place evseId={evseId} /> },
    {
      id: 'state',
      header: text('charging.state'),
      cell: ({ state, differences }) => (
        <>
          <ToneMark tone={tones[state]}>{text(`charging.${state}`)}</ToneMark>
          {differences.length === 0 ? null : (
            <span className={classes['action']} translate="no">
              {differences.join(', ')}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'checked',
      header: text('charging.checked'),
      cell: ({ checkedAt }) => (checkedAt === null ? '–' : <Ago at={checkedAt} />),
    },
    {
      id: 'clear',
      header: text('ui.actions'),
      cell: ({ id }) => (
        <ActionButton
          size="compact-sm"
          send="clearChargingProfile"
          block={block}
          aria-label={text('charging.clearOne', { id })}
          onClick={() => clear(id)}
        >
          {text('ui.delete')}
        </ActionButton>
      ),
    },
  ]
}

function Place({ evseId }: { evseId: number }) {
  const text = useText()
  return evseId === 0 ? text('form.wholeStation') : text('evse.name', { evse: evseId })
}

function Limits({ station }: TabProps) {
  const text = useText()
  const { data } = useSuspenseQuery({
    queryKey: queryKeys.chargingLimits(station.id),
    queryFn: ({ signal }) => call('listChargingLimits', { params: { stationId: station.id }, signal }),
    refetchInterval: 30_000,
  })
  return (
    <RecordTable
      label={text('charging.limits')}
      rows={data.items}
      keyOf={({ evseId, source }) => `${evseId} ${source}`}
      columns={[
        { id: 'source', header: text('charging.source'), cell: ({ source }) => <span translate="no">{source}</span> },
        { id: 'where', header: text('charging.where'), cell: ({ evseId }) => <Place evseId={evseId} /> },
        {
          id: 'critical',
          header: text('charging.critical'),
          cell: ({ isGridCritical }) => (isGridCritical ? text('ui.yes') : '–'),
        },
        { id: 'at', header: text('charging.told'), cell: ({ notifiedAt }) => <Ago at={notifiedAt} /> },
      ]}
      empty={<p className={classes['quiet']}>{text('charging.noLimits')}</p>}
    />
  )
}

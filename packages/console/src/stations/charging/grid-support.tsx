import { actionBlock, type CallOutput } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { type Text, useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { ActionButton } from '../../commands/action-button.tsx'
import { CommandLink } from '../../commands/command-link.tsx'
import { useSend } from '../../commands/use-send.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import { Ago } from '../../ui/when.tsx'
import classes from '../station.module.css'
import type { TabProps } from '../tabs/tab-props.ts'

type Control = CallOutput<'listDerControls'>['items'][number]
type Alarm = CallOutput<'listDerAlarms'>['items'][number]

const REFRESH_MS = 5000
const tones: Readonly<Record<Control['state'], Tone>> = {
  present: 'available',
  unverified: 'neutral',
  missing: 'faulted',
  unexpected: 'occupied',
}

/** Controls of distributed energy resources, and the grid events that made them act (2.1). Nothing where there are none. */
export function GridSupport({ station }: TabProps) {
  const text = useText()
  const send = useSend()
  const params = { stationId: station.id }
  const { data: controls } = useSuspenseQuery({
    queryKey: queryKeys.derControls(station.id),
    queryFn: ({ signal }) => call('listDerControls', { params, signal }),
    refetchInterval: REFRESH_MS,
  })
  const { data: alarms } = useSuspenseQuery({
    queryKey: queryKeys.derAlarms(station.id),
    queryFn: ({ signal }) => call('listDerAlarms', { params, signal }),
    refetchInterval: REFRESH_MS,
  })
  const ask = () => send({ stationId: station.id, request: { kind: 'getDerControl' }, atOnce: true })
  if (controls.items.length === 0 && alarms.items.length === 0) return null
  return (
    <Panel
      flush
      title={text('grid.title')}
      aside={
        <div className={classes['danger']}>
          <CommandLink stationId={station.id} kind="setDerControl" />
          <ActionButton
            size="compact-sm"
            send="getDerControl"
            block={actionBlock('getDerControl', station)}
            onClick={ask}
          >
            {text('charging.ask')}
          </ActionButton>
        </div>
      }
    >
      <Controls station={station} controls={controls.items} />
      <Alarms alarms={alarms.items} />
    </Panel>
  )
}

function Controls({ station, controls }: TabProps & { controls: readonly Control[] }) {
  const text = useText()
  const send = useSend()
  const block = actionBlock('clearDerControl', station)
  const clear: RecordColumn<Control> = {
    id: 'clear',
    header: text('ui.actions'),
    cell: ({ id: controlId, isDefault }) => (
      <ActionButton
        size="compact-sm"
        send="clearDerControl"
        block={block}
        aria-label={text('grid.clearOne', { id: controlId })}
        onClick={() => send({ stationId: station.id, request: { kind: 'clearDerControl', isDefault, controlId } })}
      >
        {text('ui.delete')}
      </ActionButton>
    ),
  }
  return (
    <RecordTable
      label={text('grid.controls')}
      rows={controls}
      keyOf={({ id, isDefault }) => `${isDefault} ${id}`}
      columns={[...controlColumns(text), clear]}
      empty={<p className={classes['quiet']}>{text('grid.noControls')}</p>}
    />
  )
}

function controlColumns(text: Text): readonly RecordColumn<Control>[] {
  return [
    {
      id: 'type',
      header: text('grid.control'),
      cell: ({ type, id }) => (
        <span translate="no">
          <strong>{type}</strong>
          <br />
          <span className={classes['action']}>{id}</span>
        </span>
      ),
    },
    {
      id: 'when',
      header: text('grid.when'),
      cell: ({ isDefault, isSuperseded, started }) => {
        if (isSuperseded) return text('grid.superseded')
        if (isDefault) return text('grid.always')
        return text(started === true ? 'grid.holds' : started === false ? 'grid.over' : 'grid.later')
      },
    },
    {
      id: 'state',
      header: text('charging.state'),
      cell: ({ state }) => <ToneMark tone={tones[state]}>{text(`grid.state.${state}`)}</ToneMark>,
    },
    {
      id: 'checked',
      header: text('charging.checked'),
      cell: ({ checkedAt, expectedAt }) => {
        const at = checkedAt ?? expectedAt
        return at === null ? '–' : <Ago at={at} />
      },
    },
  ]
}

function Alarms({ alarms }: { alarms: readonly Alarm[] }) {
  const text = useText()
  if (alarms.length === 0) return null
  return (
    <>
      <h3 className={classes['part']}>{text('grid.alarms')}</h3>
      <RecordTable
        label={text('grid.alarms')}
        rows={alarms}
        keyOf={({ type, receivedAt, ended }) => `${type} ${receivedAt} ${ended}`}
        columns={[
          { id: 'at', header: text('grid.at'), cell: ({ at, receivedAt }) => <Ago at={at ?? receivedAt} /> },
          {
            id: 'fault',
            header: text('grid.alarm'),
            cell: ({ type, gridEventFault, ended }) => (
              <ToneMark tone={ended ? 'available' : 'faulted'}>{`${gridEventFault ?? type}`}</ToneMark>
            ),
          },
          { id: 'control', header: text('grid.control'), cell: ({ type }) => <span translate="no">{type}</span> },
          {
            id: 'state',
            header: text('charging.state'),
            cell: ({ ended }) => text(ended ? 'grid.alarm.over' : 'grid.alarm.on'),
          },
          { id: 'info', header: text('grid.info'), cell: ({ info }) => <span translate="no">{info ?? '–'}</span> },
        ]}
        empty={null}
      />
    </>
  )
}

import { Button } from '@mantine/core'
import type { CommandRunTarget } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { CircleStop } from 'lucide-react'
import { useEffect } from 'react'
import type { z } from 'zod'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { StaleNote } from '../app/stale-note.tsx'
import type { Tone } from '../app/theme/palette.ts'
import { useMay } from '../app/use-may.ts'
import { commandTitle, commandTones } from '../commands/command-request.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import { JsonView } from '../ui/json-view.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import { Ago } from '../ui/when.tsx'
import { ApprovalNotice } from './approval-notice.tsx'
import { isUnderWay, runQuery, runStationsQuery } from './queries.ts'
import { RunBar } from './run-bar.tsx'
import { RunState } from './run-state.tsx'
import { StopNotice } from './stop-notice.tsx'
import { WavesPanel } from './waves-panel.tsx'

type Target = z.infer<typeof CommandRunTarget>

const route = getRouteApi('/app/runs/$runId')

/** One run: how far it is, and what each station said. */
export function RunPage() {
  const text = useText()
  const { runId } = route.useParams()
  const query = useSuspenseQuery(runQuery(runId))
  const run = query.data
  const may = useMay()
  const title = commandTitle({ ...run.command, kind: run.kind }, text)
  return (
    <Page
      title={title}
      heading={
        <>
          {title} <RunState state={run.state} />
        </>
      }
      lead={
        <>
          {text('runs.stations', { count: run.stations })} · {text('runs.by')}{' '}
          <span translate="no">{run.requestedBy}</span> · <Ago at={run.createdAt} />
          {run.reason === null ? null : (
            <>
              {' '}
              · <span translate="no">{run.reason}</span>
            </>
          )}
        </>
      }
      actions={isOpen(run) && may.send(run.kind) ? <CancelRun id={run.id} /> : undefined}
    >
      <StaleNote query={query} />
      {run.state === 'awaitingApproval' ? <ApprovalNotice run={run} /> : null}
      {run.state === 'stopped' && run.stop !== null ? <StopNotice run={run} stop={run.stop} /> : null}
      <Panel>
        <RunBar run={run} />
      </Panel>
      {run.waves.length > 1 ? <WavesPanel run={run} /> : null}
      <Panel flush title={text('runs.of')}>
        <Targets id={run.id} isFirmware={run.kind === 'updateFirmware'} underWay={isUnderWay(run)} />
      </Panel>
      <details>
        <summary>{text('command.request')}</summary>
        <JsonView what={text('command.request')} source={JSON.stringify(run.command)} />
      </details>
    </Page>
  )
}

/** It can still be called off. */
const isOpen = ({ state }: { state: string }) =>
  state === 'running' || state === 'stopped' || state === 'awaitingApproval'

function Targets({ id, isFirmware, underWay }: { id: string; isFirmware: boolean; underWay: boolean }) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(runStationsQuery(id, underWay))
  const { refetch } = query
  // The last answers come just before the run is over.
  useEffect(() => {
    if (!underWay) void refetch()
  }, [underWay, refetch])
  return (
    <>
      <RecordTable
        label={text('runs.of')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ stationId }) => stationId}
        columns={[
          {
            id: 'station',
            header: text('stations.station'),
            cell: ({ stationId }) => (
              <Link
                to="/stations/$stationId"
                params={{ stationId }}
                search={{ tab: 'commands' }}
                style={{ color: 'var(--mantine-color-anchor)' }}
                translate="no"
              >
                {stationId}
              </Link>
            ),
          },
          {
            id: 'outcome',
            header: text('runs.outcome'),
            cell: (target) => <Outcome target={target} isFirmware={isFirmware} />,
          },
          {
            id: 'detail',
            header: text('runs.detail'),
            cell: ({ status, detail }) => (
              <span translate="no">{[status, detail].filter((part) => part !== null).join(' · ') || '–'}</span>
            ),
          },
        ]}
        empty={null}
      />
      <LoadMore query={query} />
    </>
  )
}

const ownTones: Readonly<Record<'waiting' | 'refused', Tone>> = { waiting: 'neutral', refused: 'reserved' }

const phaseTones = {
  succeeded: 'available',
  failed: 'faulted',
  installing: 'charging',
  downloading: 'occupied',
  sent: 'reserved',
} as const

const phaseWords = {
  succeeded: 'waves.count.installed',
  failed: 'runs.count.failed',
  installing: 'waves.count.installing',
  downloading: 'waves.count.downloading',
  sent: 'waves.count.sent',
} as const

/** Of firmware the yes is no outcome yet. */
function Outcome({ target: { state, phase }, isFirmware }: { target: Target; isFirmware: boolean }) {
  const text = useText()
  if (isFirmware && state === 'accepted' && phase !== 'waiting' && phase !== 'cancelled') {
    return <ToneMark tone={phaseTones[phase]}>{text(phaseWords[phase])}</ToneMark>
  }
  if (state === 'waiting' || state === 'refused') {
    return <ToneMark tone={ownTones[state]}>{text(`runs.${state}`)}</ToneMark>
  }
  return <ToneMark tone={commandTones[state]}>{text(`command.state.${state}`)}</ToneMark>
}

function CancelRun({ id }: { id: string }) {
  const text = useText()
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => call('cancelCommandRun', { params: { id } }),
    onSuccess: (run) => client.setQueryData(queryKeys.run(id), run),
  })
  return (
    <>
      <Button
        color="red"
        variant="light"
        leftSection={<CircleStop size={16} aria-hidden />}
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {text('runs.cancel')}
      </Button>
      <span role="alert">{cancel.isError ? errorLine(cancel.error, text) : null}</span>
    </>
  )
}

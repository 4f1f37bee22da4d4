import { Button, NativeSelect } from '@mantine/core'
import type { Commissioning } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Stethoscope } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import { Panel } from '../../ui/panel.tsx'
import { Proposal } from '../commissioning/proposal.tsx'
import { ProposedSettings } from '../commissioning/proposed-settings.tsx'
import { commissioningsQuery } from '../commissioning/queries.ts'
import { CommissioningReport } from '../commissioning/report.tsx'
import { StartForm } from '../commissioning/start-form.tsx'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

/** Examines a station before it is trusted: live progress, the report, and what it proposes. */
export function CommissioningTab({ station }: TabProps) {
  const text = useText()
  const { items } = useSuspenseQuery(commissioningsQuery(station.id)).data
  const [chosen, setChosen] = useState<string | null>(null)
  const [isStarting, setStarting] = useState(false)
  const report = items.find(({ id }) => id === chosen) ?? items[0]
  const isRunning = items.some(({ state }) => state === 'running')
  const onStarted = () => {
    setChosen(null)
    setStarting(false)
  }
  if (report === undefined) {
    return (
      <Panel title={text('commissioning.none')}>
        <p className={classes['intro']}>{text('commissioning.none.text')}</p>
        <May call="startCommissioning">
          <StartForm station={station} submit={text('commissioning.start')} onStarted={onStarted} />
        </May>
      </Panel>
    )
  }
  return (
    <div className={classes['overview']}>
      <div className={classes['danger']}>
        {items.length > 1 ? <ReportChoice reports={items} chosen={report} onChoose={setChosen} /> : null}
        {isRunning || isStarting ? null : (
          <May call="startCommissioning">
            <Button
              variant="default"
              leftSection={<Stethoscope size={16} aria-hidden />}
              onClick={() => setStarting(true)}
            >
              {text('commissioning.again')}
            </Button>
          </May>
        )}
      </div>
      {isStarting && !isRunning ? (
        <Panel title={text('commissioning.startTitle')}>
          <StartForm station={station} submit={text('commissioning.start')} onStarted={onStarted} />
        </Panel>
      ) : null}
      <Examination station={station} report={report} />
    </div>
  )
}

interface ReportChoiceProps {
  readonly reports: readonly Commissioning[]
  readonly chosen: Commissioning
  readonly onChoose: (id: string) => void
}

function ReportChoice({ reports, chosen, onChoose }: ReportChoiceProps) {
  const text = useText()
  const format = useFormat()
  return (
    <NativeSelect
      aria-label={text('commissioning.chooseReport')}
      value={chosen.id}
      data={reports.map(({ id, startedAt, verdict }) => ({
        value: id,
        label: [
          format.dateTime(startedAt),
          ...(verdict === null ? [] : [text(`commissioning.verdict.${verdict}`)]),
        ].join(' · '),
      }))}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  )
}

function Examination({ station, report }: TabProps & { report: Commissioning }) {
  const text = useText()
  const client = useQueryClient()
  const decline = useMutation({
    mutationFn: () => call('declineCommissioning', { params: { id: report.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.commissionings(station.id) }),
  })
  const { proposedSettings } = report
  return (
    <>
      {decline.isError ? <p role="alert">{errorLine(decline.error, text)}</p> : null}
      <CommissioningReport report={report} isStopping={decline.isPending} onStop={() => decline.mutate()} />
      {report.state === 'done' ? (
        <Proposal report={report} isDeclining={decline.isPending} onDecline={() => decline.mutate()} />
      ) : null}
      {proposedSettings === null || proposedSettings.length === 0 ? null : (
        <ProposedSettings key={report.id} station={station} report={report} settings={proposedSettings} />
      )}
    </>
  )
}

import { Alert, Button } from '@mantine/core'
import type { DesiredConfiguration, DesiredValue } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SlidersHorizontal } from 'lucide-react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import configuration from '../../configuration/configuration.module.css'
import { DriftStateMark, WantedValue } from '../../configuration/drift-state.tsx'
import { TemplateLink, useTemplateNames } from '../../configuration/drift-table.tsx'
import { ValueText } from '../../configuration/value-text.tsx'
import { driftTones } from '../../configuration/value-words.ts'
import { ToneMark } from '../../status/tone-mark.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type RecordColumn, RecordTable } from '../../ui/record-table.tsx'
import { Ago } from '../../ui/when.tsx'
import type { TabProps } from '../tabs/tab-props.ts'
import { variableKey, variableName } from '../variable.ts'
import { desiredQuery } from './queries.ts'

/** What the station shall be configured to beside what it is, and what came of setting it. */
export function DesiredPanel({ station }: TabProps) {
  const text = useText()
  const { data } = useSuspenseQuery(desiredQuery(station.id))
  return (
    <Panel flush title={text('desired.title')} aside={<Aside desired={data} online={station.online} />}>
      {data.items.length === 0 && data.checkedAt !== null ? null : <Outcome desired={data} online={station.online} />}
      <Values values={data.items} hasBeenCompared={data.checkedAt !== null} />
    </Panel>
  )
}

function Aside({ desired, online }: { desired: DesiredConfiguration; online: boolean }) {
  const text = useText()
  const client = useQueryClient()
  const { stationId } = desired
  const apply = useMutation({
    mutationFn: () => call('applyDesiredConfiguration', { params: { stationId } }),
    onSuccess: (now) => client.setQueryData(queryKeys.desired(stationId), now),
  })
  return (
    <div className={configuration['aside']}>
      <span role="alert" className={configuration['error']}>
        {apply.isError ? errorLine(apply.error, text) : null}
      </span>
      <Link to="/configuration" className={configuration['link']}>
        {text('desired.templates')}
      </Link>
      <May call="applyDesiredConfiguration">
        <Button
          size="compact-sm"
          variant="light"
          loading={apply.isPending || (desired.isUnderWay && online)}
          onClick={() => apply.mutate()}
        >
          {text('desired.apply')}
        </Button>
      </May>
    </div>
  )
}

/** How the last comparison ended, or that one is under way. */
function Outcome({ desired, online }: { desired: DesiredConfiguration; online: boolean }) {
  const text = useText()
  const { state, items, checkedAt, problem, isUnderWay } = desired
  const inLine = items.filter((item) => item.state === 'inLine').length
  return (
    <>
      <p className={configuration['state']} role="status">
        <ToneMark tone={isUnderWay ? 'charging' : driftTones[state]}>{text(`drift.${state}`)}</ToneMark>
        {isUnderWay ? <span>{text(online ? 'desired.comparing' : 'desired.waits')}</span> : null}
        {!isUnderWay && checkedAt !== null ? (
          <span>{text('desired.outcome', { inLine, others: items.length - inLine })}</span>
        ) : null}
        {checkedAt === null ? null : (
          <span className={configuration['dim']}>
            {text('desired.compared')} <Ago at={checkedAt} stepMs={1000} />
          </span>
        )}
      </p>
      {problem === null ? null : (
        <Alert color="orange" mx="md" mb="sm">
          {text('desired.problem', { problem })}
        </Alert>
      )}
    </>
  )
}

function Values({ values, hasBeenCompared }: { values: readonly DesiredValue[]; hasBeenCompared: boolean }) {
  const text = useText()
  const names = useTemplateNames()
  const columns: readonly RecordColumn<DesiredValue>[] = [
    {
      id: 'setting',
      header: text('drift.setting'),
      cell: (value) => <span translate="no">{variableName(value)}</span>,
    },
    { id: 'wanted', header: text('drift.wanted'), cell: (value) => <WantedValue {...value} /> },
    { id: 'actual', header: text('drift.actual'), cell: ({ actual }) => <ValueText value={actual} /> },
    { id: 'state', header: text('drift.state'), cell: (value) => <DriftStateMark value={value} /> },
    {
      id: 'template',
      header: text('drift.template'),
      cell: ({ templateId }) => <TemplateLink id={templateId} name={names.get(templateId)} />,
    },
  ]
  return (
    <RecordTable
      label={text('desired.title')}
      rows={values.toSorted((a, b) => Number(a.state === 'inLine') - Number(b.state === 'inLine'))}
      keyOf={(value) => variableKey(value)}
      columns={columns}
      empty={hasBeenCompared ? <NoTemplate /> : null}
    />
  )
}

function NoTemplate() {
  const text = useText()
  return (
    <EmptyState
      icon={SlidersHorizontal}
      title={text('desired.none')}
      action={
        <Button component={Link} to="/configuration" variant="light">
          {text('desired.templates')}
        </Button>
      }
    >
      {text('desired.none.text')}
    </EmptyState>
  )
}

import { Button } from '@mantine/core'
import type { Commissioning } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { useMay } from '../../app/use-may.ts'
import { outcomeSentence } from '../../commands/command-request.ts'
import { ToneMark } from '../../status/tone-mark.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import { LoadingLines } from '../../ui/loading.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Ago } from '../../ui/when.tsx'
import classes from './commissioning.module.css'
import { findingSentence } from './finding-sentence.ts'

type Check = Commissioning['checks'][number]
type Outcome = Check['outcome']

const tones: Readonly<Record<Outcome, Tone>> = {
  waiting: 'neutral',
  asked: 'charging',
  passed: 'available',
  warned: 'occupied',
  failed: 'faulted',
  skipped: 'neutral',
}

interface ReportProps {
  readonly report: Commissioning
  readonly isStopping: boolean
  readonly onStop: () => void
}

/** What an examination has found so far, a verdict for each item. */
export function CommissioningReport({ report, isStopping, onStop }: ReportProps) {
  const text = useText()
  const may = useMay()
  const { checks, state } = report
  const current =
    state === 'running' ? checks.findIndex(({ outcome }) => outcome === 'waiting' || outcome === 'asked') : -1
  return (
    <Panel
      flush
      title={text('commissioning.report')}
      aside={
        state === 'running' && may.call('declineCommissioning') ? (
          <Button size="compact-sm" variant="default" loading={isStopping} onClick={onStop}>
            {text('commissioning.stop')}
          </Button>
        ) : undefined
      }
    >
      <ReportHead report={report} />
      <ol className={classes['checks']} aria-label={text('commissioning.checks')}>
        {checks.map((check, index) => (
          <CheckRow key={check.check} check={check} isNow={index === current} />
        ))}
      </ol>
    </Panel>
  )
}

function ReportHead({ report }: { report: Commissioning }) {
  const text = useText()
  const { checks, startedAt, startedBy } = report
  const count = (outcome: Outcome) => checks.filter((check) => check.outcome === outcome).length
  return (
    <div className={classes['head']}>
      <p className={classes['line']} role="status">
        <Verdict report={report} />
        {report.state === 'done' ? (
          <span>
            {text('commissioning.sum', {
              passed: count('passed'),
              warned: count('warned'),
              failed: count('failed'),
              skipped: count('skipped'),
            })}
          </span>
        ) : null}
      </p>
      <div className={classes['bar']} aria-hidden>
        {checks.map(({ check, outcome }) => (
          <span key={check} style={outcome === 'waiting' ? {} : { '--tone': `var(--sm-${tones[outcome]})` }} />
        ))}
      </div>
      <p className={`${classes['line']} ${classes['dim']}`}>
        <span>
          <Ago at={startedAt} stepMs={1000} /> · {text('commissioning.by')} <span translate="no">{startedBy}</span>
        </span>
        <FailSafe report={report} />
      </p>
    </div>
  )
}

function Verdict({ report: { state, verdict, checks } }: { report: Commissioning }) {
  const text = useText()
  if (state === 'running') {
    const done = checks.filter(({ outcome }) => outcome !== 'waiting' && outcome !== 'asked').length
    return <ToneMark tone="charging">{text('commissioning.running', { done, all: checks.length })}</ToneMark>
  }
  if (verdict === null) return <ToneMark tone="neutral">{text('commissioning.cancelled')}</ToneMark>
  return <ToneMark tone={tones[verdict]}>{text(`commissioning.verdict.${verdict}`)}</ToneMark>
}

/** The limit that was set, beside the one that was read back. */
function FailSafe({ report: { failSafeA, checks } }: { report: Commissioning }) {
  const text = useText()
  const format = useFormat()
  const read = checks.find(({ check }) => check === 'failSafeKept')?.data?.['highestA']
  if (failSafeA === null || typeof read !== 'number') return null
  const amps = (value: number) => format.number(value, Number.isInteger(value) ? 0 : 1)
  return <span>{text('commissioning.failSafeRead', { limit: amps(failSafeA), read: amps(read) })}</span>
}

function CheckRow({ check, isNow }: { check: Check; isNow: boolean }) {
  const text = useText()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { check: id, outcome, commandId } = check
  const name = text.maybe(`check.${id}`) ?? id
  return (
    <li className={classes['check']} data-now={isNow ? '' : undefined}>
      <ToneMark tone={tones[outcome]}>{text(`outcome.${outcome}`)}</ToneMark>
      <strong>{name}</strong>
      <span className={classes['finding']}>{findingSentence(check, text, format)}</span>
      {commandId === null ? null : (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={isOpen}
          aria-label={text('commissioning.answerOf', { check: name })}
          onClick={() => setOpen(!isOpen)}
        >
          {text('commissioning.answer')}
        </Button>
      )}
      {isOpen && commandId !== null ? (
        <div className={classes['question']}>
          <Question commandId={commandId} />
        </div>
      ) : null}
    </li>
  )
}

/** The command of a check and what the station said to it. */
function Question({ commandId }: { commandId: string }) {
  const text = useText()
  const { data: command } = useQuery({
    queryKey: queryKeys.command(commandId),
    queryFn: ({ signal }) => call('getCommand', { params: { id: commandId }, signal }),
  })
  if (command === undefined) return <LoadingLines lines={2} />
  return (
    <>
      <p>{outcomeSentence(command, text)}</p>
      <div className={classes['frames']}>
        <JsonView what={text('command.request')} source={command.request ?? JSON.stringify(command.body)} />
        {command.response === null ? null : <JsonView what={text('command.response')} source={command.response} />}
      </div>
    </>
  )
}

import type { LoadFigures, WhatIf } from '@stationmaster/server/contract'
import { ChartSpline } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Format, useFormat } from '../app/i18n/use-format.ts'
import { type Text, useText } from '../app/i18n/use-text.ts'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import { Assumptions } from './assumptions.tsx'
import classes from './capacity.module.css'
import { DayChart, DurationChart } from './load-charts.tsx'
import { mostSentence, verdictSentence } from './verdict.ts'

/** Less than this says little of the seasons. */
const THIN_DAYS = 90

interface WhatIfResultProps {
  readonly whatIf: WhatIf
  /** Of what was asked before: the new answer is on its way. */
  readonly isOld: boolean
}

/** The verdict first, then the figures behind it, then what they rest on. */
export function WhatIfResult({ whatIf, isOld }: WhatIfResultProps) {
  const text = useText()
  const format = useFormat()
  const { basis, result } = whatIf
  if (result === null) {
    return (
      <EmptyState icon={ChartSpline} title={text('capacity.none')}>
        {text('capacity.none.text')}
      </EmptyState>
    )
  }
  const most = mostSentence(whatIf, text, format)
  return (
    <div className={`${classes['result']} ${isOld ? classes['old'] : ''}`} aria-busy={isOld}>
      <Panel>
        <p className={classes['verdict']} role="status">
          {verdictSentence(whatIf, text, format)}
        </p>
        {most === null ? null : <p className={classes['most']}>{most}</p>}
        {basis.days < THIN_DAYS ? (
          <p className={classes['thin']}>{text('capacity.thin', { count: basis.days })}</p>
        ) : null}
      </Panel>
      <div className={classes['charts']}>
        <DayChart whatIf={whatIf} />
        <DurationChart whatIf={whatIf} />
      </div>
      <Panel title={text('capacity.compare')} flush>
        <RecordTable
          label={text('capacity.compare')}
          columns={[
            { id: 'what', header: text('capacity.figure'), cell: ({ name }) => name },
            { id: 'before', header: text('capacity.before'), cell: ({ print }) => print(result.before) },
            { id: 'after', header: text('capacity.after'), cell: ({ print }) => print(result.after) },
          ]}
          rows={rowsOf(text, format)}
          keyOf={({ name }) => name}
          empty={null}
        />
      </Panel>
      <Assumptions whatIf={whatIf} />
    </div>
  )
}

interface FigureRow {
  readonly name: string
  print(figures: LoadFigures): ReactNode
}

function rowsOf(text: Text, format: Format): readonly FigureRow[] {
  const peak = ({ powerW, at }: LoadFigures['peak']) => (
    <>
      {format.power(powerW)} · <time dateTime={at}>{format.dateTime(at)}</time>
    </>
  )
  const count = (name: string, of: (figures: LoadFigures) => number): FigureRow => ({
    name,
    print: (figures) => format.number(of(figures)),
  })
  return [
    count(text('capacity.row.visits'), ({ visits }) => visits),
    { name: text('capacity.row.energy'), print: ({ energyWh }) => format.energy(energyWh) },
    { name: text('capacity.row.peak'), print: (figures) => peak(figures.peak) },
    { name: text('capacity.row.wantedPeak'), print: (figures) => peak(figures.wantedPeak) },
    {
      name: text('capacity.row.over'),
      print: ({ hoursOverLimit, hours }) =>
        text('capacity.hours', { hours: format.number(hoursOverLimit, 1), all: format.number(hours) }),
    },
    {
      name: text('capacity.row.heldBack'),
      print: ({ heldBackWh, heldBackPercent }) =>
        `${format.energy(heldBackWh)} · ${format.sharePercent(heldBackPercent)}`,
    },
    { name: text('capacity.row.missing'), print: ({ missingWh }) => format.energy(missingWh) },
    count(text('capacity.row.late'), ({ lateVisits }) => lateVisits),
    count(text('capacity.row.short'), ({ shortVisits }) => shortVisits),
    count(text('capacity.row.waiting'), ({ waitingVisits }) => waitingVisits),
    count(text('capacity.row.turnedAway'), ({ turnedAwayVisits }) => turnedAwayVisits),
  ]
}

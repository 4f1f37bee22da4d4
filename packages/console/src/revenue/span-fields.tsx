import { Button, TextInput } from '@mantine/core'
import type { Revenue } from '@stationmaster/server/contract'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import classes from './revenue.module.css'
import type { RevenueSearch } from './search.ts'
import { lastMonthOf, lastYearOf, MOST_DAYS, spanOf } from './spans.ts'

interface SpanFieldsProps {
  readonly revenue: Revenue
  readonly onChange: (part: RevenueSearch) => void
}

/** The span that is looked at: two days, or one of those that are asked for most. */
export function SpanFields({ revenue, onChange }: SpanFieldsProps) {
  const text = useText()
  const [typed, setTyped] = useState({ from: revenue.from, to: revenue.to })
  const isWrong = spanOf(typed) === null
  const type = (part: Partial<typeof typed>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    const span = spanOf(next)
    if (span !== null) onChange(span)
  }
  const today = revenue.day
  return (
    <div className={classes['span']}>
      <TextInput
        type="date"
        label={text('revenue.from')}
        value={typed.from}
        onChange={(event) => type({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={text('revenue.to')}
        value={typed.to}
        error={isWrong ? text('revenue.spanWrong', { days: MOST_DAYS }) : undefined}
        onChange={(event) => type({ to: event.currentTarget.value })}
      />
      <Button variant="default" onClick={() => onChange({ from: undefined, to: undefined })}>
        {text('revenue.thisMonth')}
      </Button>
      <Button variant="default" onClick={() => onChange(lastMonthOf(today))}>
        {text('revenue.lastMonth')}
      </Button>
      <Button variant="default" onClick={() => onChange(lastYearOf(today))}>
        {text('revenue.lastYear')}
      </Button>
    </div>
  )
}

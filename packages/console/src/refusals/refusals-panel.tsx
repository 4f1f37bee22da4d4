import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { ShieldX } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { refusalsQuery } from './queries.ts'
import { RefusalRow } from './refusal-row.tsx'
import classes from './refusals.module.css'

/** Everyone who knocks and is not let in, with the reason and the remedy. */
export function RefusalsPanel() {
  return (
    <Widget lines={4}>
      <Refusals />
    </Widget>
  )
}

function Refusals() {
  const text = useText()
  const query = useSuspenseInfiniteQuery(refusalsQuery)
  const items = query.data.pages.flatMap((page) => page.items)
  return (
    <Panel flush title={text('refusal.title')}>
      {items.length === 0 ? (
        <EmptyState icon={ShieldX} title={text('refusal.none')}>
          {text('refusal.none.text')}
        </EmptyState>
      ) : null}
      <ul className={classes['list']}>
        {items.map((refusal) => (
          <RefusalRow key={refusal.id} refusal={refusal} />
        ))}
      </ul>
      <LoadMore query={query} />
    </Panel>
  )
}

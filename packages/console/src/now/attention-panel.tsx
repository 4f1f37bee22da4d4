import { useQuery } from '@tanstack/react-query'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { errorWords } from '../app/errors.ts'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { LoadingLines } from '../ui/loading.tsx'
import { EmptyState, ErrorState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { AttentionRow } from './attention-row.tsx'
import classes from './now.module.css'
import { attentionQuery } from './queries.ts'

/** What is wrong, why, since when, what it costs, and the fix. Worst first. */
export function AttentionPanel() {
  const text = useText()
  const format = useFormat()
  const query = useQuery(attentionQuery)
  const { data } = query
  return (
    <Panel
      title={
        <>
          <TriangleAlert size={18} aria-hidden className={classes['alarm']} />
          {text('attention.title')}
        </>
      }
      aside={data === undefined || data.total === 0 ? null : <span className={classes['count']}>{data.total}</span>}
      flush
      className={classes['attention']}
    >
      {query.isPending ? <LoadingLines lines={6} /> : null}
      {query.isError && data === undefined ? (
        <ErrorState words={errorWords(query.error, text)} onRetry={() => void query.refetch()} />
      ) : null}
      {data?.total === 0 ? (
        <EmptyState icon={CircleCheck} title={text('attention.none')}>
          {text('attention.none.text')}
        </EmptyState>
      ) : null}
      {data?.items.some(({ loss }) => loss !== null) ? (
        <p className={classes['ranking']}>
          {text('attention.ranking', { price: format.money(Number(data.assumedPricePerKwh), data.currency) })}
        </p>
      ) : null}
      <ul className={classes['items']}>
        {data?.items.map((item) => (
          <AttentionRow key={item.id} item={item} reckoning={data} />
        ))}
      </ul>
      {data !== undefined && data.total > data.items.length ? (
        <p className={classes['rest']}>{text('attention.more', { count: data.total - data.items.length })}</p>
      ) : null}
    </Panel>
  )
}

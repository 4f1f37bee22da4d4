import type { RefusedHandshake } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { latelyRefusedQuery, refusalsOfQuery } from './queries.ts'
import { RefusalRow } from './refusal-row.tsx'
import classes from './refusals.module.css'

/** Says that a station knocks and why it is not let in; nothing when it does not knock. */
export function Knocked({ stationId }: { stationId: string }) {
  const { data } = useQuery(refusalsOfQuery(stationId))
  const items = data?.items ?? []
  if (items.length === 0) return null
  return (
    <Widget lines={2}>
      <Notice stationId={stationId} items={items} />
    </Widget>
  )
}

function Notice({ stationId, items }: { stationId: string; items: readonly RefusedHandshake[] }) {
  const text = useText()
  return (
    <section className={classes['notice']} role="status">
      <h2 className={classes['heading']}>{text('refusal.knocked', { station: stationId })}</h2>
      <ul className={classes['list']}>
        {items.map((refusal) => (
          <RefusalRow key={refusal.id} refusal={refusal} nameless />
        ))}
      </ul>
    </section>
  )
}

/** Others who were refused in the last minutes without being a station we know: perhaps it is the one that is awaited. */
export function KnockedAsStranger({ stationId }: { stationId: string }) {
  const { data } = useQuery(latelyRefusedQuery)
  const isAwaited = (name: string | null) => name?.toLowerCase() === stationId.toLowerCase()
  const items = data?.items.filter((one) => one.stationId === null && !isAwaited(one.identity)).slice(0, 3) ?? []
  if (items.length === 0) return null
  return (
    <Widget lines={2}>
      <Strangers items={items} />
    </Widget>
  )
}

function Strangers({ items }: { items: readonly RefusedHandshake[] }) {
  const text = useText()
  return (
    <>
      <p>{text('refusal.strangers')}</p>
      <ul className={classes['list']}>
        {items.map((refusal) => (
          <RefusalRow key={refusal.id} refusal={refusal} />
        ))}
      </ul>
    </>
  )
}

import { useSuspenseQuery } from '@tanstack/react-query'
import { useText } from '../app/i18n/use-text.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import { Raw } from '../ui/facts.tsx'
import { When } from '../ui/when.tsx'
import classes from './privacy.module.css'
import { erasuresQuery } from './queries.ts'
import { TableCounts } from './table-counts.tsx'

/** What was erased, for whom to prove it. */
export function Erasures() {
  const text = useText()
  const { data } = useSuspenseQuery(erasuresQuery)
  if (data.items.length === 0) return <p className={classes['dim']}>{text('privacy.erasures.none')}</p>
  return (
    <>
      <h3 className={classes['heading']}>{text('privacy.erasures')}</h3>
      <ul className={classes['erasures']}>
        {data.items.map((one) => (
          <li key={one.id}>
            <span>
              <When at={one.createdAt} /> · <Raw>{one.standIns.join(', ')}</Raw>{' '}
              <ToneMark tone={one.state === 'done' ? 'available' : 'charging'}>
                {text(`privacy.erasure.${one.state}`)}
              </ToneMark>
            </span>
            <span className={classes['dim']}>
              <Raw>{`${one.requestedBy} · ${one.reason}`}</Raw>
            </span>
            <TableCounts
              label={text('privacy.erased', { rows: one.tables.reduce((sum, { rows }) => sum + rows, 0) })}
              tables={one.tables}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

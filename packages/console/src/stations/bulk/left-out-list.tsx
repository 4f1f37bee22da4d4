import type { LeftOut } from '@stationmaster/server/contract'
import { useText } from '../../app/i18n/use-text.ts'
import classes from './bulk.module.css'

/** Who is left out, and why. */
export function LeftOutList({ count, leftOut }: { count: number; leftOut: readonly LeftOut[] }) {
  const text = useText()
  return (
    <>
      <p style={{ margin: '8px 0 0' }}>{text('bulk.leftOut', { count })}</p>
      <ul className={classes['leftOut']}>
        {leftOut.map(({ stationId, code, detail }) => (
          <li key={stationId}>
            <span translate="no">{stationId}</span>: {text.maybe(`error.${code}`) ?? detail}
          </li>
        ))}
        {leftOut.length < count ? <li>…</li> : null}
      </ul>
    </>
  )
}

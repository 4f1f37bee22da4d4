import type { WhatIf } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './capacity.module.css'

/** What the answer rests on, said plainly. */
export function Assumptions({ whatIf: { basis, assumed } }: { whatIf: WhatIf }) {
  const text = useText()
  const format = useFormat()
  return (
    <Panel title={text('capacity.assumptions')}>
      <ul className={classes['assumptions']}>
        <li>
          {text('capacity.assume.visits', {
            visits: format.number(basis.visits),
            days: format.number(basis.days),
            chargers: format.number(basis.chargers),
          })}
        </li>
        <li>
          {text('capacity.assume.added', {
            visits: format.number(assumed.addedVisits),
            percent: format.sharePercent(assumed.growthPercent),
          })}
        </li>
        <li>{text('capacity.assume.power')}</li>
        <li>{text('capacity.assume.share')}</li>
        <li>{text('capacity.assume.patience', { minutes: assumed.patienceMinutes })}</li>
      </ul>
    </Panel>
  )
}

import type { PlanLevel } from '@stationmaster/server/contract'
import type { ReactNode } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { Segments } from '../../ui/segments.tsx'
import classes from './plan.module.css'

interface LevelChoiceProps {
  readonly levels: readonly PlanLevel[]
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
  readonly children?: ReactNode
}

/** Which level is shown; of a single one there is nothing to choose. */
export function LevelChoice({ levels, chosen, onChoose, children }: LevelChoiceProps) {
  const text = useText()
  return (
    <div className={classes['buttons']}>
      {levels.length < 2 ? null : (
        <Segments
          label={text('site.levels')}
          value={chosen ?? ''}
          onChange={onChoose}
          data={levels.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {children}
    </div>
  )
}

import { Button } from '@mantine/core'
import type { Site, StationSummary } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { LayoutGrid } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { floorPlanQuery } from '../site-queries.ts'
import { LevelChoice } from './level-choice.tsx'
import classes from './plan.module.css'
import { PlanEditor } from './plan-editor.tsx'
import { PlanView } from './plan-view.tsx'

/** The floor plan of a site: every bay with what goes on there, or the drawing board. */
export function PlanPanel({ site, stations }: { site: Site; stations: readonly StationSummary[] }) {
  const text = useText()
  const { data: plan } = useSuspenseQuery(floorPlanQuery(site.id))
  const [isDrawing, setDrawing] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const level = plan.levels.find(({ id }) => id === chosen) ?? plan.levels[0]
  const draw = (
    <May call="saveFloorPlan">
      <Button variant="default" size={level === undefined ? 'sm' : 'xs'} onClick={() => setDrawing(true)}>
        {text('site.plan.draw')}
      </Button>
    </May>
  )
  if (isDrawing) {
    return (
      <Panel title={text('site.plan')}>
        <PlanEditor siteId={site.id} plan={plan} stations={stations} onClose={() => setDrawing(false)} />
      </Panel>
    )
  }
  return (
    <Panel title={text('site.plan')} aside={level === undefined ? null : draw}>
      {level === undefined ? (
        <EmptyState icon={LayoutGrid} title={text('site.plan.none')} action={draw}>
          {text('site.plan.none.text')}
        </EmptyState>
      ) : (
        <div className={classes['editor']}>
          <LevelChoice levels={plan.levels} chosen={level.id} onChoose={setChosen} />
          <PlanView siteId={site.id} level={level} stations={stations} />
        </div>
      )}
    </Panel>
  )
}

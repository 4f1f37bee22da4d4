import type { Bay, PlanLevel, StationSummary } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { useText } from '../../app/i18n/use-text.ts'
import { Glyph } from '../../status/glyph.tsx'
import { bayLook } from './bay-state.ts'
import classes from './plan.module.css'
import { PlanGrid } from './plan-grid.tsx'

interface PlanViewProps {
  readonly siteId: string
  readonly level: PlanLevel
  readonly stations: readonly StationSummary[]
}

/** A level as it stands now; a bay leads to its station. */
export function PlanView({ siteId, level, stations }: PlanViewProps) {
  const text = useText()
  return (
    <PlanGrid siteId={siteId} level={level} label={text('site.plan.of', { level: level.name })}>
      {(bay) => <LiveBay bay={bay} stations={stations} />}
    </PlanGrid>
  )
}

function LiveBay({ bay, stations }: { bay: Bay; stations: readonly StationSummary[] }) {
  const text = useText()
  const look = bayLook(bay, stations)
  if (bay.stationId === null || look === undefined) {
    return (
      <span className={classes['bay']} title={text('site.bay.empty')}>
        <b translate="no">{bay.name}</b>
        <span className="sm-visually-hidden">{text('site.bay.empty')}</span>
      </span>
    )
  }
  const state = text(look.label)
  return (
    <Link
      to="/stations/$stationId"
      params={{ stationId: bay.stationId }}
      className={classes['bay']}
      style={{ '--tone': `var(--sm-${look.tone})` }}
      title={`${bay.stationId} · ${state}`}
      aria-label={text('site.bay.live', { bay: bay.name, station: bay.stationId, state })}
    >
      <b translate="no">{bay.name}</b>
      <Glyph shape={look.glyph} tone={look.tone} size={14} />
    </Link>
  )
}

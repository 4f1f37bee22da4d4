import type { MapPoint } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import { CatchBoundary, Link } from '@tanstack/react-router'
import { MapPinned } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { LoadingLines } from '../ui/loading.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { Segments } from '../ui/segments.tsx'
import { targetOf } from './map/target.ts'
import classes from './now.module.css'
import { mapQuery } from './queries.ts'

const MapView = lazy(async () => ({ default: (await import('./map/map-view.tsx')).MapView }))

/** The network on a map, and the same as a list: also where the browser cannot draw maps. */
export function MapPanel() {
  const text = useText()
  const { data } = useQuery(mapQuery)
  const drawable = useMemo(canDraw, [])
  const [view, setView] = useState<string>(drawable ? 'map' : 'list')
  const points = data?.items
  return (
    <Panel flush>
      <div className={classes['mapHost']}>
        <div className={classes['mapToggle']}>
          <Segments
            size="small"
            label={text('map.view')}
            value={view}
            onChange={setView}
            data={[
              { value: 'map', label: text('map.map'), disabled: !drawable },
              { value: 'list', label: text('map.list') },
            ]}
          />
        </div>
        {points === undefined ? <LoadingLines lines={8} /> : null}
        {points !== undefined && view === 'list' ? <PlaceList points={points} /> : null}
        {points !== undefined && view === 'map' ? (
          <CatchBoundary getResetKey={() => 'map'} errorComponent={() => <PlaceList points={points} />}>
            <Suspense fallback={<LoadingLines lines={8} />}>
              <MapView points={points} />
            </Suspense>
          </CatchBoundary>
        ) : null}
      </div>
    </Panel>
  )
}

function PlaceList({ points }: { points: readonly MapPoint[] }) {
  const text = useText()
  if (points.length === 0) {
    return (
      <EmptyState icon={MapPinned} title={text('map.empty')}>
        {text('map.empty.text')}
      </EmptyState>
    )
  }
  return (
    <ul className={classes['places']} aria-label={text('map.places')}>
      {points.map((point) => (
        <li key={point.siteId ?? point.stationId}>
          <Link {...targetOf(point)} className={classes['place']}>
            <strong translate="no">{point.name}</strong>
            <span className={classes['dim']}>{text('map.counts', { ...point })}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function canDraw(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}

import { Link } from '@tanstack/react-router'
import classes from './station-link.module.css'
import type { StationTab } from './station-tab.ts'

/** The identity of a station, leading to its page. */
export function StationLink({ stationId, tab }: { stationId: string; tab?: StationTab }) {
  return (
    <Link
      to="/stations/$stationId"
      params={{ stationId }}
      search={tab === undefined ? {} : { tab }}
      className={classes['link']}
      translate="no"
    >
      {stationId}
    </Link>
  )
}

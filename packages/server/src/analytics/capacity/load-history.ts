import { localClock } from '@stationmaster/scheduling'
import type { LoadHistory } from '../../contract/index.ts'
import { replay } from './replay.ts'
import { peakOf, total } from './scenario.ts'
import { daysOf, typicalDay } from './typical-day.ts'
import type { SiteHistory } from './visits.ts'

/** What the visits of a site came to: its peak, its days, its typical weekday. */
export function loadOf({ visits, fromMs, timeZone }: SiteHistory): LoadHistory['load'] {
  if (visits.arrivesAtMs.length === 0) return null
  const { powerW, deliveredWh } = replay(visits, Number.POSITIVE_INFINITY, fromMs)
  return {
    energyWh: Math.round(total(deliveredWh)),
    peak: peakOf(powerW, fromMs),
    days: daysOf(powerW, fromMs, timeZone),
    typicalDay: typicalDay(powerW, fromMs, localClock(timeZone)),
  }
}

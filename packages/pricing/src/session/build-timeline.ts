import { error, fail, type Result } from '../problem.ts'
import { zoneOf } from '../time/zone.ts'
import { timelineOfPeriods } from './period-timeline.ts'
import { timelineOfRecorded } from './recorded-timeline.ts'
import type { Session } from './session.ts'
import type { Timeline } from './timeline.ts'

/** Any kind of session as a timeline, or what is wrong with it. */
export function buildTimeline(session: Session): Result<Timeline> {
  const zone = zoneOf(session.timeZone)
  if (zone === undefined) return fail(zoneProblem(session.timeZone))
  return session.kind === 'recorded' ? timelineOfRecorded(session, zone) : timelineOfPeriods(session, zone)
}

/** Local times mean nothing without a place (OCPI Location.time_zone). */
export function zoneProblem(name: string) {
  if (name === '') return error('time-zone.missing', 'time_zone', 'the location needs a time zone')
  return error('time-zone.unknown', 'time_zone', `${JSON.stringify(name.slice(0, 64))} is no IANA time zone`)
}

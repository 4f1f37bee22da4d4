import type { SessionDetail } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { PreciseTime } from '../ui/when.tsx'
import classes from './session.module.css'

const LATE_MS = 60_000

/** What the station reported, in order; a report that came late says so. */
export function SessionEvents({ session }: { session: SessionDetail }) {
  const text = useText()
  const format = useFormat()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className={classes['events']} tabIndex={0} aria-label={text('session.events')}>
      <ol>
        {session.events.map((event, index) => {
          const lateMs = Date.parse(event.receivedAt) - Date.parse(event.at)
          const said = [
            event.trigger === null ? null : (text.maybe(`trigger.reason.${event.trigger}`) ?? event.trigger),
            event.chargingState === null ? null : (text.maybe(`status.${event.chargingState}`) ?? event.chargingState),
            event.registerWh === null ? null : format.energy(event.registerWh),
          ]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two events may be alike in every field
            <li key={index}>
              <PreciseTime at={event.at} />
              <strong>{text.maybe(`phase.${event.phase}`) ?? event.phase}</strong>
              <span>{said.filter((part) => part !== null).join(' · ')}</span>
              {lateMs > LATE_MS ? (
                <span className={classes['late']}>{text('session.late', { duration: format.duration(lateMs) })}</span>
              ) : null}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

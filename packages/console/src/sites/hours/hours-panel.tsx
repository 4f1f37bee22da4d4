import { Button } from '@mantine/core'
import type { OpeningTimes, Site } from '@stationmaster/server/contract'
import { Clock } from 'lucide-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { ToneMark } from '../../status/tone-mark.tsx'
import { Facts } from '../../ui/facts.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './hours.module.css'
import { HoursDialog } from './hours-dialog.tsx'
import { WEEKDAYS } from './hours-form.ts'
import { openingAt } from './opening.ts'
import { useWeekdayNames } from './use-weekday-names.ts'

/** When the site is open, and whether it is now. */
export function HoursPanel({ site }: { site: Site }) {
  const text = useText()
  const [edited, setEdited] = useState(false)
  const { openingTimes: times } = site
  return (
    <Panel
      title={text('site.hours')}
      aside={
        <May call="updateSite">
          <Button variant="default" size="xs" aria-label={text('site.hours.edit')} onClick={() => setEdited(true)}>
            {text('ui.edit')}
          </Button>
        </May>
      }
    >
      {times === null ? (
        <EmptyState icon={Clock} title={text('site.hours.none')}>
          {text('site.hours.none.text')}
        </EmptyState>
      ) : (
        <>
          <OpenNow times={times} zone={site.timeZone} />
          {times.twentyfourseven ? null : <Week times={times} />}
          <Exceptions times={times} zone={site.timeZone} />
        </>
      )}
      {edited ? <HoursDialog site={site} onClose={() => setEdited(false)} /> : null}
    </Panel>
  )
}

/** "Open now, until Mon 18:00." */
export function OpenNow({ times, zone }: { times: OpeningTimes; zone: string }) {
  const text = useText()
  const intl = useIntl()
  const nowMs = useNow(60_000)
  const { open, changesAtMs } = openingAt(times, zone, nowMs)
  const format = { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone } as const
  const at = changesAtMs === null ? null : intl.formatDate(changesAtMs, format)
  const word = open ? 'site.open' : 'site.closed'
  return (
    <p className={classes['now']}>
      <ToneMark tone={open ? 'available' : 'offline'}>
        {at === null ? text(open && times.twentyfourseven ? 'site.open.always' : word) : text(`${word}.until`, { at })}
      </ToneMark>
    </p>
  )
}

function Week({ times }: { times: OpeningTimes }) {
  const text = useText()
  const names = useWeekdayNames()
  const hoursOf = (day: number) =>
    times.regularHours
      .filter(({ weekday }) => weekday === day)
      .map(({ periodBegin, periodEnd }) => `${periodBegin}–${periodEnd}`)
      .toSorted()
      .join(', ')
  return (
    <Facts
      facts={WEEKDAYS.map((day) => ({
        name: names(day),
        value: hoursOf(day) === '' ? text('site.hours.closed') : <bdi dir="ltr">{hoursOf(day)}</bdi>,
      }))}
    />
  )
}

function Exceptions({ times, zone }: { times: OpeningTimes; zone: string }) {
  const text = useText()
  const intl = useIntl()
  const nowMs = useNow(60_000)
  const coming = [
    ...times.exceptionalClosings.map((period) => ({ ...period, kind: 'closed' as const })),
    ...times.exceptionalOpenings.map((period) => ({ ...period, kind: 'open' as const })),
  ]
    .filter(({ periodEnd }) => Date.parse(periodEnd) > nowMs)
    .toSorted((one, other) => one.periodBegin.localeCompare(other.periodBegin))
  if (coming.length === 0) return null
  const shown = { dateStyle: 'medium', timeStyle: 'short', timeZone: zone } as const
  return (
    <ul className={classes['coming']} aria-label={text('site.hours.exceptions')}>
      {coming.map(({ kind, periodBegin, periodEnd }) => (
        <li key={`${kind} ${periodBegin} ${periodEnd}`}>
          <strong>{text(`site.hours.kind.${kind}`)}</strong>{' '}
          <bdi>{intl.formatDateTimeRange(new Date(periodBegin), new Date(periodEnd), shown)}</bdi>
        </li>
      ))}
    </ul>
  )
}

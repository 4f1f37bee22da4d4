import type { Booking } from '@stationmaster/server/contract'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import { localTime } from '../app/i18n/local-time.ts'

type Zoned = Pick<Booking, 'from' | 'timeZone'>

/** Times of stays by the clock of their site: whoever comes looks at that one. */
export interface StayClock {
  /** From when until when, with the zone. */
  span(stay: Pick<Booking, 'from' | 'until' | 'timeZone'>): string
  /** Another instant, with its day only when that is not the stay's. */
  moment(at: string, stay: Zoned): string
}

const TIME = { hour: '2-digit', minute: '2-digit' } as const
const DAY_AND_TIME = { weekday: 'short', day: 'numeric', month: 'short', ...TIME } as const

export function useStayClock(): StayClock {
  const intl = useIntl()
  return useMemo(() => {
    const dayOf = (at: string, { timeZone }: Zoned) => localTime(at, timeZone).slice(0, 10)
    const fieldsFor = (at: string, stay: Zoned) => (dayOf(at, stay) === dayOf(stay.from, stay) ? TIME : DAY_AND_TIME)
    return {
      span: (stay) => {
        const { from, until, timeZone } = stay
        const end = intl.formatDate(until, { ...fieldsFor(until, stay), timeZone, timeZoneName: 'short' })
        return `${intl.formatDate(from, { ...DAY_AND_TIME, timeZone })} – ${end}`
      },
      moment: (at, stay) => intl.formatDate(at, { ...fieldsFor(at, stay), timeZone: stay.timeZone }),
    }
  }, [intl])
}

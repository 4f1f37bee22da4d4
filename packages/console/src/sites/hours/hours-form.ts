import { OpeningTimes } from '@stationmaster/server/contract'
import { localMoment, localText } from './zoned-time.ts'

/** Hours as they are edited: all text, in the time zone of the site. */
export interface HoursForm {
  readonly mode: 'unsaid' | 'always' | 'week'
  readonly periods: readonly Period[]
  readonly exceptions: readonly Exception[]
}

export interface Period {
  readonly id: string
  readonly weekday: number
  readonly from: string
  readonly to: string
}

export interface Exception {
  readonly id: string
  readonly kind: 'closed' | 'open'
  readonly from: string
  readonly to: string
}

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
/** Fields for times know no 24:00; the end of a day is its midnight. */
const MIDNIGHT = '00:00'
const END_OF_DAY = '24:00'

export function hoursForm(times: OpeningTimes | null, zone: string): HoursForm {
  if (times === null) return { mode: 'unsaid', periods: [], exceptions: [] }
  const exceptional = (kind: Exception['kind'], list: OpeningTimes['exceptionalClosings']) =>
    list.map(({ periodBegin, periodEnd }) => ({
      ...{ id: crypto.randomUUID(), kind },
      from: localText(zone, periodBegin),
      to: localText(zone, periodEnd),
    }))
  return {
    mode: times.twentyfourseven ? 'always' : 'week',
    periods: times.regularHours.map(({ weekday, periodBegin, periodEnd }) =>
      newPeriod(weekday, periodBegin, periodEnd === END_OF_DAY ? MIDNIGHT : periodEnd),
    ),
    exceptions: [
      ...exceptional('closed', times.exceptionalClosings),
      ...exceptional('open', times.exceptionalOpenings),
    ].toSorted((one, other) => one.from.localeCompare(other.from)),
  }
}

export function newPeriod(weekday: number, from = '08:00', to = '20:00'): Period {
  return { id: crypto.randomUUID(), weekday, from, to }
}

/** The hours of Monday on every day. */
export function likeMonday(periods: readonly Period[]): readonly Period[] {
  const monday = periods.filter(({ weekday }) => weekday === 1)
  return WEEKDAYS.flatMap((weekday) => monday.map(({ from, to }) => newPeriod(weekday, from, to)))
}

export interface ReadHours {
  /** Undefined while something is wrong. */
  readonly times: OpeningTimes | null | undefined
  /** Ids of the rows that are wrong. */
  readonly wrong: ReadonlySet<string>
}

export function readHours({ mode, periods, exceptions }: HoursForm, zone: string): ReadHours {
  if (mode === 'unsaid') return { times: null, wrong: new Set() }
  const rows = {
    regularHours: mode === 'always' ? [] : periods,
    exceptionalClosings: exceptions.filter(({ kind }) => kind === 'closed'),
    exceptionalOpenings: exceptions.filter(({ kind }) => kind === 'open'),
  }
  const moments = ({ from, to }: Exception) => ({
    periodBegin: localMoment(zone, from) ?? '',
    periodEnd: localMoment(zone, to) ?? '',
  })
  const read = OpeningTimes.safeParse({
    twentyfourseven: mode === 'always',
    regularHours: rows.regularHours.map(({ weekday, from, to }) => ({
      ...{ weekday, periodBegin: from },
      periodEnd: to === MIDNIGHT ? END_OF_DAY : to,
    })),
    exceptionalClosings: rows.exceptionalClosings.map(moments),
    exceptionalOpenings: rows.exceptionalOpenings.map(moments),
  })
  if (read.success) return { times: read.data, wrong: new Set() }
  const wrong = read.error.issues.flatMap(({ path: [list, index] }) => {
    const row = Object.entries(rows).find(([name]) => name === list)?.[1][Number(index)]
    return row === undefined ? [] : [row.id]
  })
  return { times: undefined, wrong: new Set(wrong) }
}

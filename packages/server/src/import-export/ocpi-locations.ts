import { z } from 'zod'
import { type ReadTable, tableOf } from './table.ts'

const Hours = z.object({
  twentyfourseven: z.boolean().default(false),
  regular_hours: z.array(z.object({ weekday: z.number(), period_begin: z.string(), period_end: z.string() })).nullish(),
  exceptional_openings: z.array(z.object({ period_begin: z.string(), period_end: z.string() })).nullish(),
  exceptional_closings: z.array(z.object({ period_begin: z.string(), period_end: z.string() })).nullish(),
})

/** What a site takes from a Location of OCPI 2.2.1 (8.3.1). */
const Location = z.object({
  id: z.string(),
  name: z.string().nullish(),
  address: z.string().nullish(),
  city: z.string().nullish(),
  postal_code: z.string().nullish(),
  country: z.string().nullish(),
  coordinates: z.object({ latitude: z.string(), longitude: z.string() }).nullish(),
  time_zone: z.string().nullish(),
  opening_times: Hours.nullish(),
})

/** Locations as rows of sites: a list, an object with `data` as OCPI answers, or one alone. */
export function locationsTable(text: string): ReadTable {
  let data: unknown
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    return { ok: false, field: 'content', rule: `must be JSON: ${error instanceof Error ? error.message : ''}` }
  }
  const locations = listIn(data)
  for (const [index, location] of locations.entries()) {
    const parsed = Location.safeParse(location)
    const issue = parsed.error?.issues[0]
    if (issue === undefined) continue
    const field = `content[${index}].${issue.path.map(String).join('.')}`
    return { ok: false, field, rule: `is not as in a Location of OCPI: ${issue.message}` }
  }
  return tableOf(locations.map((location) => siteOf(Location.parse(location))))
}

function listIn(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data
  if (typeof data === 'object' && data !== null && 'data' in data && Array.isArray(data.data)) return data.data
  return [data]
}

function siteOf(location: z.output<typeof Location>) {
  const { coordinates, opening_times: hours } = location
  return {
    name: location.name ?? location.id,
    ...said('address', location.address),
    ...said('postalCode', location.postal_code),
    ...said('city', location.city),
    ...said('country', location.country),
    ...said('timeZone', location.time_zone),
    ...(coordinates == null
      ? {}
      : { latitude: Number(coordinates.latitude), longitude: Number(coordinates.longitude) }),
    ...(hours == null ? {} : { openingTimes: openingTimesOf(hours) }),
  }
}

function said(name: string, value: string | null | undefined) {
  return value == null || value === '' ? {} : { [name]: value }
}

function openingTimesOf(hours: z.output<typeof Hours>) {
  const periods = (list: { period_begin: string; period_end: string }[] | null | undefined) =>
    (list ?? []).map(({ period_begin, period_end }) => ({ periodBegin: utc(period_begin), periodEnd: utc(period_end) }))
  return {
    twentyfourseven: hours.twentyfourseven,
    regularHours: (hours.regular_hours ?? []).map(({ weekday, period_begin, period_end }) => ({
      weekday,
      periodBegin: period_begin,
      periodEnd: period_end,
    })),
    exceptionalOpenings: periods(hours.exceptional_openings),
    exceptionalClosings: periods(hours.exceptional_closings),
  }
}

/** Times of OCPI are UTC, with a Z or without (16.5). */
function utc(time: string): string {
  return /(Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`
}

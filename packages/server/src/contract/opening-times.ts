import { z } from 'zod'
import { TimeInput } from './primitives.ts'

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:30')
/** The end of a day may be its midnight. */
const EndOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 22:00')

const RegularHours = z
  .strictObject({
    /** 1 is Monday, 7 is Sunday. */
    weekday: z.int().min(1).max(7),
    periodBegin: TimeOfDay,
    periodEnd: EndOfDay,
  })
  .refine((hours) => hours.periodBegin < hours.periodEnd, {
    path: ['periodEnd'],
    error: 'must be after periodBegin; hours past midnight are two entries',
  })

const ExceptionalPeriod = z
  .strictObject({ periodBegin: TimeInput, periodEnd: TimeInput })
  .refine((period) => Date.parse(period.periodBegin) < Date.parse(period.periodEnd), {
    path: ['periodEnd'],
    error: 'must be after periodBegin',
  })

/** When a site can be used: OCPI's Hours. Regular hours are in the site's time zone. */
export const OpeningTimes = z
  .strictObject({
    twentyfourseven: z.boolean(),
    regularHours: z.array(RegularHours).max(50).default([]),
    exceptionalOpenings: z.array(ExceptionalPeriod).max(200).default([]),
    exceptionalClosings: z.array(ExceptionalPeriod).max(200).default([]),
  })
  .refine((times) => !times.twentyfourseven || times.regularHours.length === 0, {
    path: ['regularHours'],
    error: 'must be empty when twentyfourseven is true',
  })
export type OpeningTimes = z.infer<typeof OpeningTimes>

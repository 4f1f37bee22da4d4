import { z } from 'zod'
import { Timestamp, Uuid } from './primitives.ts'

/** What the answer is made of: the sessions that ended at the site since then, 365 days back at most. */
export const LoadBasis = z.strictObject({
  siteId: Uuid,
  from: Timestamp,
  to: Timestamp,
  /** Days between the two, begun ones included. Fewer than 365 where less is known. */
  days: z.int(),
  visits: z.int(),
  /** EVSEs that stand at the site now. */
  chargers: z.int(),
  /** The site's grid limit. */
  limitW: z.int().nullable(),
  timeZone: z.string(),
})
export type LoadBasis = z.infer<typeof LoadBasis>

/** Mean power of a quarter of an hour, and when it was. */
const Peak = z.strictObject({ powerW: z.int(), at: Timestamp })

/** The quarters of a day from Monday to Friday, by the site's clock. */
const DayProfile = z.strictObject({ medianW: z.array(z.int()), highW: z.array(z.int()) })

export const LoadHistory = z.strictObject({
  basis: LoadBasis,
  /** Null: no session has ended here in that time. */
  load: z
    .strictObject({
      energyWh: z.int(),
      peak: Peak,
      /** For each day of the site, its highest quarter of an hour and its energy. */
      days: z.strictObject({ date: z.array(z.iso.date()), peakW: z.array(z.int()), energyWh: z.array(z.int()) }),
      /** Half of the weekdays stay below `medianW`, 95 of 100 below `highW`. Null: no weekday is known. */
      typicalDay: DayProfile.nullable(),
    })
    .nullable(),
})
export type LoadHistory = z.infer<typeof LoadHistory>

export const WhatIfInput = z.strictObject({
  addedChargers: z.int().min(0).max(500),
  chargerPowerW: z.int().min(1000).max(1_000_000),
  /** Left out: the site's grid limit. Null: none. */
  limitW: z.int().min(1000).max(1_000_000_000).nullable().optional(),
  /** How many more visits there are. Left out: each new charger is as busy as one of today. */
  growthPercent: z.number().min(0).max(1000).optional(),
})
export type WhatIfInput = z.infer<typeof WhatIfInput>

export const LoadFigures = z.strictObject({
  visits: z.int(),
  /** What vehicles ask for. */
  energyWh: z.int(),
  /** Under the limit. */
  peak: Peak,
  /** If nothing were held back. */
  wantedPeak: Peak,
  hours: z.number(),
  /** Hours in which vehicles ask for more than the limit. */
  hoursOverLimit: z.number(),
  /** What is asked for above the limit: it comes later, or not at all. */
  heldBackWh: z.int(),
  heldBackPercent: z.number(),
  /** What vehicles leave without, of what was held back. */
  missingWh: z.int(),
  /** Visits that get all their energy, but at least a quarter of an hour later than without a limit. */
  lateVisits: z.int(),
  /** Visits that leave with at least 0.1 kWh less than without a limit. */
  shortVisits: z.int(),
  /** Visits that wait for a free charger, and those that find none within the patience. */
  waitingVisits: z.int(),
  turnedAwayVisits: z.int(),
})
export type LoadFigures = z.infer<typeof LoadFigures>

export const CapacityVerdict = z.enum(['noLimit', 'neverReached', 'fits', 'tooTight'])
export type CapacityVerdict = z.infer<typeof CapacityVerdict>

export const WhatIf = z.strictObject({
  basis: LoadBasis,
  assumed: z.strictObject({
    addedChargers: z.int(),
    chargerPowerW: z.int(),
    limitW: z.int().nullable(),
    growthPercent: z.number(),
    addedVisits: z.int(),
    /** How long a driver waits for a free charger. */
    patienceMinutes: z.int(),
    /** More chargers fit while no larger share of the energy is held back. */
    heldBackPercentAllowed: z.number(),
  }),
  /** Null: no session has ended here in that time. */
  result: z
    .strictObject({
      verdict: CapacityVerdict,
      before: LoadFigures,
      after: LoadFigures,
      /** The most new chargers that fit; `isMore`: even more than were tried. Null without a limit. */
      most: z.strictObject({ chargers: z.int(), isMore: z.boolean() }).nullable(),
      typicalDay: z.strictObject({ before: DayProfile, after: DayProfile }).nullable(),
      /** Power that is exceeded in so many percent of the time. */
      loadDuration: z.strictObject({
        percent: z.array(z.number()),
        beforeW: z.array(z.int()),
        afterW: z.array(z.int()),
        wantedW: z.array(z.int()),
      }),
    })
    .nullable(),
})
export type WhatIf = z.infer<typeof WhatIf>

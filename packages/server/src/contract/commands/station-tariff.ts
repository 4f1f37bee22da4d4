import { z } from 'zod'
import { TimeInput } from '../primitives.ts'

const TaxRates = z
  .array(
    z.strictObject({
      type: z.string().min(1).max(20),
      /** Percent. */
      tax: z.number().min(0).max(100),
      /** 0: on the net price; 1: on the price with the taxes of 0; and so on. */
      stack: z.int().min(0).max(100).exactOptional(),
    }),
  )
  .min(1)
  .max(5)

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM')
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a date, YYYY-MM-DD')
const when = {
  startTimeOfDay: clock.exactOptional(),
  endTimeOfDay: clock.exactOptional(),
  dayOfWeek: z
    .array(z.enum(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']))
    .min(1)
    .max(7)
    .exactOptional(),
  validFromDate: day.exactOptional(),
  validToDate: day.exactOptional(),
  evseKind: z.enum(['AC', 'DC']).exactOptional(),
}
const amount = z.number().min(0).max(1_000_000_000).exactOptional()
const seconds = z.int().min(0).max(2_147_483_647).exactOptional()

const Conditions = z.strictObject({
  ...when,
  ...{
    minEnergy: amount,
    maxEnergy: amount,
    minCurrent: amount,
    maxCurrent: amount,
    minPower: amount,
    maxPower: amount,
  },
  ...{ minTime: seconds, maxTime: seconds, minChargingTime: seconds, maxChargingTime: seconds },
  ...{ minIdleTime: seconds, maxIdleTime: seconds },
})
const FixedConditions = z.strictObject({
  ...when,
  paymentBrand: z.string().max(20).exactOptional(),
  paymentRecognition: z.string().max(20).exactOptional(),
})

const price = z.number().min(-1_000_000).max(1_000_000)
const conditions = Conditions.exactOptional()

const Energy = z.strictObject({
  prices: z
    .array(z.strictObject({ priceKwh: price, conditions }))
    .min(1)
    .max(100),
  taxRates: TaxRates.exactOptional(),
})
const Time = z.strictObject({
  prices: z
    .array(z.strictObject({ priceMinute: price, conditions }))
    .min(1)
    .max(100),
  taxRates: TaxRates.exactOptional(),
})
const Fixed = z.strictObject({
  prices: z
    .array(z.strictObject({ priceFixed: price, conditions: FixedConditions.exactOptional() }))
    .min(1)
    .max(100),
  taxRates: TaxRates.exactOptional(),
})
const Bound = z.strictObject({
  exclTax: price.exactOptional(),
  inclTax: price.exactOptional(),
  taxRates: TaxRates.exactOptional(),
})

/** A tariff as a 2.1 station takes it (part 2, block I): prices without tax, in the currency's main unit. */
export const StationTariff = z.strictObject({
  tariffId: z.string().min(1).max(60),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
  validFrom: TimeInput.exactOptional(),
  energy: Energy.exactOptional(),
  chargingTime: Time.exactOptional(),
  idleTime: Time.exactOptional(),
  fixedFee: Fixed.exactOptional(),
  reservationTime: Time.exactOptional(),
  reservationFixed: Fixed.exactOptional(),
  minCost: Bound.exactOptional(),
  maxCost: Bound.exactOptional(),
})

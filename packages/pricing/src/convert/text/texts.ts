import type { DayOfWeek } from '../../time/local-clock.ts'

/**
 * The words of one language. Another language is another object of this type; numbers, money and times are written by
 * `locale`.
 */
export interface TariffTexts {
  /** BCP 47. */
  readonly locale: string
  readonly perKwh: (price: string) => string
  readonly perMinute: (price: string) => string
  readonly perMinuteParked: (price: string) => string
  readonly perSession: (price: string) => string
  readonly perReservation: (price: string) => string
  readonly perMinuteReserved: (price: string) => string
  readonly reservationLapsed: (price: string) => string
  readonly reservationLapsedPerMinute: (price: string) => string
  readonly minimum: (price: string) => string
  readonly maximum: (price: string) => string
  readonly free: string
  readonly between: (from: string, to: string) => string
  readonly onDays: (days: string) => string
  readonly dayNames: Readonly<Record<DayOfWeek, string>>
  readonly fromDate: (date: string) => string
  readonly untilDate: (date: string) => string
  readonly afterEnergy: (kwh: string) => string
  readonly untilEnergy: (kwh: string) => string
  readonly fromPower: (kw: string) => string
  readonly belowPower: (kw: string) => string
  readonly fromCurrent: (ampere: string) => string
  readonly belowCurrent: (ampere: string) => string
  readonly afterMinutes: (minutes: string) => string
  readonly untilMinutes: (minutes: string) => string
  readonly energyStep: (wh: string) => string
  readonly timeStep: (seconds: string) => string
  readonly taxIncluded: (rates: string) => string
  readonly taxExcluded: string
  /** What the tax that OCPI calls VAT is called. */
  readonly vat: string
  readonly marketPrice: (factor: string, adder: string) => string
  readonly occupancyPrice: (base: string, bands: string) => string
  readonly occupancyBand: (percent: string, adder: string) => string
  readonly notBelow: (price: string) => string
  readonly notAbove: (price: string) => string
  readonly otherwise: (price: string) => string
  readonly lineEnergy: string
  readonly lineCharging: string
  readonly lineParking: string
  readonly lineFixed: string
  readonly lineReservation: string
  readonly lineReservationFixed: string
  readonly roundedUp: (step: string) => string
  readonly lineMinimum: string
  readonly lineMaximum: string
}

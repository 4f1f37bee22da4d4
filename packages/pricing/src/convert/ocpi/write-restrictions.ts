import { fromScaledInteger, toJsonNumber } from '../../money/decimal.ts'
import type { Restrictions } from '../../tariff/tariff.ts'
import { localDateText, localTimeText } from '../../time/local-clock.ts'

/** TariffRestrictions of OCPI. */
export function writeRestrictions(one: Restrictions): Readonly<Record<string, unknown>> {
  const members = {
    ...one.otherFields,
    start_time: one.startTimeS === undefined ? undefined : localTimeText(one.startTimeS),
    end_time: one.endTimeS === undefined ? undefined : localTimeText(one.endTimeS),
    start_date: one.startDay === undefined ? undefined : localDateText(one.startDay),
    end_date: one.endDay === undefined ? undefined : localDateText(one.endDay),
    min_kwh: scaled(one.minEnergyMilliWh, 6),
    max_kwh: scaled(one.maxEnergyMilliWh, 6),
    min_current: scaled(one.minCurrentMilliA, 3),
    max_current: scaled(one.maxCurrentMilliA, 3),
    min_power: scaled(one.minPowerMilliW, 6),
    max_power: scaled(one.maxPowerMilliW, 6),
    min_duration: one.minDurationS,
    max_duration: one.maxDurationS,
    day_of_week: one.daysOfWeek,
    reservation: one.reservation,
  }
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

function scaled(units: number | undefined, places: number): number | undefined {
  return units === undefined ? undefined : toJsonNumber(fromScaledInteger(units, places))
}

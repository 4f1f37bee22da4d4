import { toScaledInteger } from '../../money/decimal.ts'
import type { Restrictions } from '../../tariff/tariff.ts'
import { DAYS_OF_WEEK, parseLocalDate, parseLocalTime } from '../../time/local-clock.ts'
import { decimalField, enumField, type Fields, has, note, oneOf, textField, valuesField } from './fields.ts'

/** Places after the comma of what is counted: thousandths of W and A, millionths of a kWh. */
const MILLI_WH_OF_KWH = 6
const MILLI_W_OF_KW = 6
const MILLI = 3
const LARGEST = Number.MAX_SAFE_INTEGER / 1000

const KNOWN_FIELDS = new Set([
  ...['start_time', 'end_time', 'start_date', 'end_date', 'day_of_week', 'reservation', 'min_kwh', 'max_kwh'],
  ...['min_current', 'max_current', 'min_power', 'max_power', 'min_duration', 'max_duration'],
])

/**
 * Reads TariffRestrictions. Unknown members are no reason to refuse a tariff (OCPI 2.3.0, transport), so they are kept;
 * since nobody can judge them, `validateTariff` warns and a price that depends on such an element has a note.
 */
export function readRestrictions(fields: Fields): Restrictions {
  const others = Object.entries(fields.members).filter(([name]) => has(fields, name) && !KNOWN_FIELDS.has(name))
  return compact({
    otherFields: others.length === 0 ? undefined : Object.fromEntries(others),
    startTimeS: timeField(fields, 'start_time'),
    endTimeS: timeField(fields, 'end_time'),
    startDay: dateField(fields, 'start_date'),
    endDay: dateField(fields, 'end_date'),
    daysOfWeek: daysField(fields),
    minEnergyMilliWh: countField(fields, 'min_kwh', MILLI_WH_OF_KWH),
    maxEnergyMilliWh: countField(fields, 'max_kwh', MILLI_WH_OF_KWH),
    minCurrentMilliA: countField(fields, 'min_current', MILLI),
    maxCurrentMilliA: countField(fields, 'max_current', MILLI),
    minPowerMilliW: countField(fields, 'min_power', MILLI_W_OF_KW),
    maxPowerMilliW: countField(fields, 'max_power', MILLI_W_OF_KW),
    minDurationS: countField(fields, 'min_duration', 0),
    maxDurationS: countField(fields, 'max_duration', 0),
    reservation: enumField(fields, 'reservation', ['RESERVATION', 'RESERVATION_EXPIRES']),
  })
}

type Loose<Value> = { [Name in keyof Value]: Value[Name] | undefined }

/** Without the members that have no value. */
function compact(loose: Loose<Required<Restrictions>>): Restrictions {
  const { startTimeS, endTimeS, startDay, endDay, daysOfWeek, reservation, otherFields } = loose
  return {
    ...(otherFields === undefined ? {} : { otherFields }),
    ...(startTimeS === undefined ? {} : { startTimeS }),
    ...(endTimeS === undefined ? {} : { endTimeS }),
    ...(startDay === undefined ? {} : { startDay }),
    ...(endDay === undefined ? {} : { endDay }),
    ...(daysOfWeek === undefined ? {} : { daysOfWeek }),
    ...(reservation === undefined ? {} : { reservation }),
    ...bounds(loose),
  }
}

const BOUNDS = [
  ...(['minEnergyMilliWh', 'maxEnergyMilliWh', 'minCurrentMilliA', 'maxCurrentMilliA'] as const),
  ...(['minPowerMilliW', 'maxPowerMilliW', 'minDurationS', 'maxDurationS'] as const),
]

function bounds(loose: Loose<Required<Restrictions>>): Restrictions {
  const present: { -readonly [Name in (typeof BOUNDS)[number]]?: number } = {}
  for (const name of BOUNDS) {
    const value = loose[name]
    if (value !== undefined) present[name] = value
  }
  return present
}

function timeField(fields: Fields, name: string): number | undefined {
  const text = textField(fields, name)
  if (text === undefined) return undefined
  // Seconds are not in the standard, but in the wild.
  return parseLocalTime(text.replace(/:00$/, (end) => (text.length === 8 ? '' : end))) ?? badTime(fields, name)
}

function badTime(fields: Fields, name: string): undefined {
  return note(fields, 'json.time', name, 'expected a local time HH:MM from 00:00 to 23:59')
}

function dateField(fields: Fields, name: string): number | undefined {
  const text = textField(fields, name)
  if (text === undefined) return undefined
  return parseLocalDate(text) ?? note(fields, 'json.time', name, 'expected a date YYYY-MM-DD')
}

/** An empty list restricts nothing, as an absent one. */
function daysField(fields: Fields): Restrictions['daysOfWeek'] {
  const values = valuesField(fields, 'day_of_week')
  if (values.length === 0) return undefined
  const days = values.map((value) => oneOf(value, DAYS_OF_WEEK))
  const wrong = days.indexOf(undefined)
  if (wrong >= 0) note(fields, 'json.enum', `day_of_week[${wrong}]`, `expected one of ${DAYS_OF_WEEK.join(', ')}`)
  return DAYS_OF_WEEK.filter((day) => days.includes(day))
}

function countField(fields: Fields, name: string, places: number): number | undefined {
  const value = decimalField(fields, name)
  if (value === undefined) return undefined
  const count = toScaledInteger(value, places)
  if (count >= 0 && count <= LARGEST) return count
  return note(fields, 'json.number', name, 'expected a number that is not below zero')
}

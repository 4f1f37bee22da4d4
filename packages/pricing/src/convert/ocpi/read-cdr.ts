import { addDecimals, type Decimal, decimal, multiply, toScaledInteger, ZERO } from '../../money/decimal.ts'
import { isError, type Result } from '../../problem.ts'
import type { PeriodSession, SessionPeriod } from '../../session/session.ts'
import {
  booleanField,
  decimalField,
  type Fields,
  instantField,
  listField,
  objectField,
  openFields,
  optional,
  required,
  requiredDecimal,
  requiredText,
  textField,
} from './fields.ts'

/** A CDR as it arrives: what happened, and what its author says it costs. */
export interface OcpiCdr {
  readonly session: PeriodSession
  readonly stated: StatedTotals
  /** A credit CDR negates its total only (OCPI mod_cdrs, credit). */
  readonly isCredit: boolean
}

export interface StatedTotals {
  readonly energyKwh?: Decimal
  readonly timeH?: Decimal
  readonly parkingTimeH?: Decimal
  readonly net?: Decimal
  readonly gross?: Decimal
}

export interface CdrContext {
  /** IANA name, of the location; a CDR does not hold it. */
  readonly timeZone: string
  /** No field of a CDR says it. */
  readonly isReservationExpired?: boolean
}

const SECONDS_OF_HOUR = decimal('3600')
const ENERGY_PLACES = 6
const MILLI = 3

/**
 * Reads the parts of an OCPI CDR (2.2.1 or 2.3.0) that a price depends on. Hours are read to the nearest second, because
 * OCPI numbers have four decimals, which is a third of one; so that 0.1167 h is the 420 s that it was written for.
 */
export function readOcpiCdr(json: unknown, context: CdrContext): Result<OcpiCdr> {
  const fields = openFields(json)
  for (const name of ['start_date_time', 'end_date_time', 'charging_periods']) required(fields, name)
  const session: PeriodSession = {
    kind: 'periods',
    timeZone: context.timeZone,
    currency: requiredText(fields, 'currency'),
    startMs: instantField(fields, 'start_date_time') ?? 0,
    endMs: instantField(fields, 'end_date_time') ?? 0,
    periods: listField(fields, 'charging_periods').map(readPeriod),
    isReservationExpired: context.isReservationExpired ?? false,
  }
  const cdr = { session, stated: readTotals(fields), isCredit: booleanField(fields, 'credit') ?? false }
  const errors = fields.problems.filter(isError)
  return errors.length > 0 ? { ok: false, problems: errors } : { ok: true, value: cdr }
}

/** Dimensions that a period adds up, and those of which it states one value. */
function readPeriod(fields: Fields): SessionPeriod {
  required(fields, 'start_date_time')
  const volumes = new Map<string, Decimal>()
  for (const dimension of listField(fields, 'dimensions')) {
    const type = requiredText(dimension, 'type')
    const volume = requiredDecimal(dimension, 'volume')
    const before = volumes.get(type)
    if (volume !== undefined) volumes.set(type, before === undefined ? volume : together(type, before, volume))
  }
  const tariffId = textField(fields, 'tariff_id')
  return {
    startMs: instantField(fields, 'start_date_time') ?? 0,
    energyMilliWh: toScaledInteger(volumes.get('ENERGY') ?? ZERO, ENERGY_PLACES),
    chargingS: secondsOf(volumes.get('TIME')),
    parkingS: secondsOf(volumes.get('PARKING_TIME')),
    reservationS: secondsOf(volumes.get('RESERVATION_TIME')),
    ...extremes(volumes),
    ...(tariffId === undefined ? {} : { tariffId }),
  }
}

/** Two statements of one dimension: amounts add up, of extremes the farther one counts. */
function together(type: string, a: Decimal, b: Decimal): Decimal {
  if (type.startsWith('MIN_')) return a < b ? a : b
  if (type.startsWith('MAX_')) return a > b ? a : b
  return addDecimals(a, b)
}

function extremes(volumes: ReadonlyMap<string, Decimal>) {
  const scaled = (type: string, places: number) => {
    const volume = volumes.get(type)
    return volume === undefined ? undefined : toScaledInteger(volume, places)
  }
  const minPowerMilliW = scaled('MIN_POWER', ENERGY_PLACES)
  const maxPowerMilliW = scaled('MAX_POWER', ENERGY_PLACES)
  const minCurrentMilliA = scaled('MIN_CURRENT', MILLI)
  const maxCurrentMilliA = scaled('MAX_CURRENT', MILLI)
  return {
    ...(minPowerMilliW === undefined ? {} : { minPowerMilliW }),
    ...(maxPowerMilliW === undefined ? {} : { maxPowerMilliW }),
    ...(minCurrentMilliA === undefined ? {} : { minCurrentMilliA }),
    ...(maxCurrentMilliA === undefined ? {} : { maxCurrentMilliA }),
  }
}

function readTotals(fields: Fields): StatedTotals {
  const cost = objectField(fields, 'total_cost')
  const net = cost && (decimalField(cost, 'excl_vat') ?? decimalField(cost, 'before_taxes'))
  const gross = cost && (decimalField(cost, 'incl_vat') ?? grossOf(cost, net))
  return {
    ...optional('energyKwh', decimalField(fields, 'total_energy')),
    ...optional('timeH', decimalField(fields, 'total_time')),
    ...optional('parkingTimeH', decimalField(fields, 'total_parking_time')),
    ...optional('net', net),
    ...optional('gross', gross),
  }
}

/** 2.3.0 lists the taxes instead of a gross amount. */
function grossOf(cost: Fields, net: Decimal | undefined): Decimal | undefined {
  const taxes = listField(cost, 'taxes').map((tax) => requiredDecimal(tax, 'amount') ?? ZERO)
  return net === undefined || taxes.length === 0 ? undefined : taxes.reduce(addDecimals, net)
}

function secondsOf(hours: Decimal | undefined): number {
  return hours === undefined ? 0 : toScaledInteger(multiply(hours, SECONDS_OF_HOUR), 0)
}

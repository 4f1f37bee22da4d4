import { minorUnitPlaces } from '../../money/currency.ts'
import { type Decimal, decimalText, ofBillionths } from '../../money/decimal.ts'
import { roundFraction } from '../../money/fraction.ts'
import type { Price } from '../../price/price.ts'
import type { OcpiCdr } from './read-cdr.ts'

/** A figure of a CDR that differs from ours by more than rounding explains. */
export interface Discrepancy {
  readonly field: 'total_cost.net' | 'total_cost.gross' | 'total_energy' | 'total_time' | 'total_parking_time'
  readonly stated: string
  readonly computed: string
}

const ENERGY_MARGIN = ofBillionths(1_000_000n)
/** A second and the rounding of four decimals, in hours. */
const TIME_MARGIN = ofBillionths(330_000n)

/** Compares what a partner's CDR states with what we make of it: costs to one smallest unit, kWh to 0.001. */
export function checkOcpiCdr({ stated, isCredit }: OcpiCdr, { total, measured, currency }: Price): Discrepancy[] {
  const costMargin = ofBillionths(10n ** BigInt(9 - minorUnitPlaces(currency)))
  const sign = isCredit ? -1n : 1n
  const cost = (amount: typeof total.net.amount) => ofBillionths(sign * roundFraction(amount, 9))
  return [
    ...compare('total_cost.net', stated.net, cost(total.net.amount), costMargin),
    ...compare('total_cost.gross', stated.gross, cost(total.gross.amount), costMargin),
    ...compare('total_energy', stated.energyKwh, ofBillionths(BigInt(measured.energyMilliWh) * 1000n), ENERGY_MARGIN),
    ...compare('total_time', stated.timeH, hours(measured.chargingS + measured.parkingS), TIME_MARGIN),
    ...compare('total_parking_time', stated.parkingTimeH, hours(measured.parkingS), TIME_MARGIN),
  ]
}

function compare(
  field: Discrepancy['field'],
  stated: Decimal | undefined,
  computed: Decimal,
  margin: Decimal,
): Discrepancy[] {
  if (stated === undefined) return []
  const difference = stated > computed ? stated - computed : computed - stated
  return difference <= margin ? [] : [{ field, stated: decimalText(stated), computed: decimalText(computed) }]
}

function hours(seconds: number): Decimal {
  return ofBillionths((BigInt(seconds) * 1_000_000_000n) / 3600n)
}

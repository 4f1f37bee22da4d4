import type { Dimension } from '../tariff/tariff.ts'
import type { Charge, Charges } from './charges.ts'

/** What rounding up to the step adds to a charge. */
export interface StepExcess {
  readonly charge: Charge
  /** mWh or seconds, above zero. */
  readonly excess: number
}

const MILLI_WH_PER_STEP = 1000

/**
 * Rounds up to the steps, once, at the end (OCPI mod_tariffs, step_size): the energy; then the parking time if any was
 * priced, else the charging time; the reservation by itself. The step and the price of the excess are those of the
 * component charged last. Only what the tariff in force at the end has priced is counted.
 */
export function stepExcesses({ charges, last, lastReserved, spans }: Charges): StepExcess[] {
  const span = spans.length - 1
  const ofSession = (dimension: Dimension) =>
    total(charges.filter((one) => one.context === 'session' && one.span === span && isOf(one, dimension)))
  const timeDimension = last.PARKING_TIME === undefined ? 'TIME' : 'PARKING_TIME'
  const reserved = charges.filter((one) => one.context === 'reservation' && isOf(one, 'TIME'))
  return [
    ...excessOf(last.ENERGY, ofSession('ENERGY'), MILLI_WH_PER_STEP),
    ...excessOf(last[timeDimension], ofSession(timeDimension), 1),
    ...excessOf(lastReserved, total(reserved), 1),
  ]
}

function excessOf(charge: Charge | undefined, quantity: number, unit: number): StepExcess[] {
  if (charge === undefined || charge.candidate.component.stepSize === 0) return []
  const step = charge.candidate.component.stepSize * unit
  // An exact multiple is not raised, as in the standard's examples, though its text says "greater".
  const excess = Math.ceil(quantity / step) * step - quantity
  return excess > 0 ? [{ charge, excess }] : []
}

function isOf({ candidate }: Charge, dimension: Dimension): boolean {
  return candidate.component.dimension === dimension
}

function total(charges: readonly Charge[]): number {
  return charges.reduce((all, { quantity }) => all + quantity, 0)
}

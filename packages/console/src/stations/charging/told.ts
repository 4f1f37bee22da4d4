import { z } from 'zod'

// What stations say of cars is shown as they say it: a part that is not as the standard has it is left out.
const number = z.number().optional().catch(undefined)
const text = z.string().optional().catch(undefined)

const Ac = z.object({ energyAmount: number, evMinCurrent: number, evMaxCurrent: number, evMaxVoltage: number })
const Dc = z.object({
  energyAmount: number,
  evMaxCurrent: number,
  evMaxPower: number,
  stateOfCharge: number,
  fullSoC: number,
  evEnergyCapacity: number,
})
const Needs = z.object({
  requestedEnergyTransfer: text,
  departureTime: text,
  acChargingParameters: Ac.optional().catch(undefined),
  dcChargingParameters: Dc.optional().catch(undefined),
})

/** What a car needs (2.x ChargingNeedsType), of either current, in W, Wh, A and percent. */
export interface CarNeeds {
  readonly transfer: string | undefined
  readonly departureAt: string | undefined
  readonly energyWh: number | undefined
  readonly capacityWh: number | undefined
  readonly maxPowerW: number | undefined
  readonly minCurrentA: number | undefined
  readonly maxCurrentA: number | undefined
  readonly socPercent: number | undefined
  readonly fullSocPercent: number | undefined
}

export function carNeeds(told: Readonly<Record<string, unknown>> | null): CarNeeds | null {
  const parsed = Needs.safeParse(told)
  if (!parsed.success) return null
  const {
    requestedEnergyTransfer: transfer,
    departureTime,
    acChargingParameters: ac,
    dcChargingParameters: dc,
  } = parsed.data
  return {
    transfer,
    departureAt: departureTime !== undefined && !Number.isNaN(Date.parse(departureTime)) ? departureTime : undefined,
    energyWh: ac?.energyAmount ?? dc?.energyAmount,
    capacityWh: dc?.evEnergyCapacity,
    maxPowerW: dc?.evMaxPower,
    minCurrentA: ac?.evMinCurrent,
    maxCurrentA: ac?.evMaxCurrent ?? dc?.evMaxCurrent,
    socPercent: dc?.stateOfCharge,
    fullSocPercent: dc?.fullSoC,
  }
}

const Schedule = z.object({
  chargingRateUnit: z.enum(['A', 'W']),
  chargingSchedulePeriod: z.array(z.object({ startPeriod: z.number(), limit: z.number() })),
})

export interface ChosenSchedule {
  readonly unit: 'A' | 'W'
  /** Seconds from its start, and the limit from there. */
  readonly periods: readonly { readonly startPeriod: number; readonly limit: number }[]
}

/** The schedule that a car has chosen; null where it is told otherwise than the standard has it. */
export function chosenSchedule(told: Readonly<Record<string, unknown>> | null): ChosenSchedule | null {
  const parsed = Schedule.safeParse(told)
  if (!parsed.success) return null
  return { unit: parsed.data.chargingRateUnit, periods: parsed.data.chargingSchedulePeriod }
}

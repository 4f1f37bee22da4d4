import { z } from 'zod'
import { TimeInput } from '../primitives.ts'

/** Larger numbers mean nothing in A or W, and would be hard to tell from a slip. */
const HIGHEST_RATE = 10_000_000
const LONGEST_S = 31_536_000

export const ProfilePurpose = z.enum([
  'ChargingStationExternalConstraints',
  'ChargingStationMaxProfile',
  'TxDefaultProfile',
  'TxProfile',
  'PriorityCharging',
  'LocalGeneration',
])
export const RateUnit = z.enum(['A', 'W'])
export const stackLevel = z.int().min(0).max(9999)
export const int32 = z.int().min(-2_147_483_648).max(2_147_483_647)

const rate = z.number().min(0).max(HIGHEST_RATE)
const setpoint = z.number().min(-HIGHEST_RATE).max(HIGHEST_RATE)
const discharge = z.number().min(-HIGHEST_RATE).max(0)
const seconds = z.int().min(0).max(LONGEST_S)
/** Prices for the vehicle, as ISO 15118 has them; held against the schema of OCPP 2.1. */
const prices = z.record(z.string(), z.unknown())

/** Limits and set points, each for all phases or (with _L2, _L3) one by one. In the unit of the schedule. */
const rates = {
  limit: rate.exactOptional(),
  limit_L2: rate.exactOptional(),
  limit_L3: rate.exactOptional(),
  /** 2.1, as all that follow: feeding back, 0 or below. */
  dischargeLimit: discharge.exactOptional(),
  dischargeLimit_L2: discharge.exactOptional(),
  dischargeLimit_L3: discharge.exactOptional(),
  setpoint: setpoint.exactOptional(),
  setpoint_L2: setpoint.exactOptional(),
  setpoint_L3: setpoint.exactOptional(),
  setpointReactive: setpoint.exactOptional(),
  setpointReactive_L2: setpoint.exactOptional(),
  setpointReactive_L3: setpoint.exactOptional(),
}

const SchedulePeriod = z.strictObject({
  /** Seconds from the start of the schedule. */
  startPeriod: seconds,
  ...rates,
  numberPhases: z.int().min(1).max(3).exactOptional(),
  phaseToUse: z.int().min(1).max(3).exactOptional(),
  preconditioningRequest: z.boolean().exactOptional(),
  evseSleep: z.boolean().exactOptional(),
  v2xBaseline: setpoint.exactOptional(),
  operationMode: z
    .enum([
      'Idle',
      'ChargingOnly',
      'CentralSetpoint',
      'ExternalSetpoint',
      'ExternalLimits',
      'CentralFrequency',
      'LocalFrequency',
      'LocalLoadBalancing',
    ])
    .exactOptional(),
  v2xFreqWattCurve: z
    .array(z.strictObject({ frequency: rate, power: setpoint }))
    .min(1)
    .max(20)
    .exactOptional(),
  v2xSignalWattCurve: z
    .array(z.strictObject({ signal: int32, power: setpoint }))
    .min(1)
    .max(20)
    .exactOptional(),
})

const Schedule = z.strictObject({
  id: int32,
  startSchedule: TimeInput.exactOptional(),
  /** Seconds; without it the last period goes on. */
  duration: seconds.exactOptional(),
  chargingRateUnit: RateUnit,
  minChargingRate: rate.exactOptional(),
  chargingSchedulePeriod: z.array(SchedulePeriod).min(1).max(1024),
  /** 2.1, as the fields that follow. */
  limitAtSoC: z.strictObject({ soc: z.int().min(0).max(100), limit: rate }).exactOptional(),
  powerTolerance: rate.exactOptional(),
  signatureId: z.int().min(0).max(2_147_483_647).exactOptional(),
  digestValue: z.string().max(88).exactOptional(),
  useLocalTime: z.boolean().exactOptional(),
  randomizedDelay: seconds.exactOptional(),
  salesTariff: prices.exactOptional(),
  absolutePriceSchedule: prices.exactOptional(),
  priceLevelSchedule: prices.exactOptional(),
})

/** A charging profile in the words of OCPP 2.1 for every version; the dialects write it for older ones. */
export const ChargingProfile = z.strictObject({
  id: int32,
  stackLevel,
  chargingProfilePurpose: ProfilePurpose,
  chargingProfileKind: z.enum(['Absolute', 'Recurring', 'Relative', 'Dynamic']),
  recurrencyKind: z.enum(['Daily', 'Weekly']).exactOptional(),
  validFrom: TimeInput.exactOptional(),
  validTo: TimeInput.exactOptional(),
  /** The station's id of the transaction; or name the session beside the profile. */
  transactionId: z.string().min(1).max(36).exactOptional(),
  chargingSchedule: z.array(Schedule).min(1).max(3),
  /** 2.1: seconds without us after which the profile no longer holds. */
  maxOfflineDuration: seconds.exactOptional(),
  invalidAfterOfflineDuration: z.boolean().exactOptional(),
  /** 2.1 Dynamic: how often the station asks for an update, seconds. */
  dynUpdateInterval: seconds.exactOptional(),
  dynUpdateTime: TimeInput.exactOptional(),
  priceScheduleSignature: z.string().max(256).exactOptional(),
})

/** New limits of a dynamic profile. */
export const ScheduleUpdate = z
  .strictObject(rates)
  .refine((update) => Object.keys(update).length > 0, 'must change a limit or a set point')

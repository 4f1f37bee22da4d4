import { z } from 'zod'
import { TimeInput } from '../primitives.ts'

export const DerControlType = z.enum([
  'EnterService',
  'FreqDroop',
  'FreqWatt',
  'FixedPFAbsorb',
  'FixedPFInject',
  'FixedVar',
  'Gradients',
  'HFMustTrip',
  'HFMayTrip',
  'HVMustTrip',
  'HVMomCess',
  'HVMayTrip',
  'LimitMaxDischarge',
  'LFMustTrip',
  'LVMustTrip',
  'LVMomCess',
  'LVMayTrip',
  'PowerMonitoringMustTrip',
  'VoltVar',
  'VoltWatt',
  'WattPF',
  'WattVar',
])

const number = z.number().min(-1e9).max(1e9)
const unit = z.enum(['Not_Applicable', 'PctMaxW', 'PctMaxVar', 'PctWAvail', 'PctVarAvail', 'PctEffectiveV'])
/** Of several controls the one with the lowest number holds. */
const priority = z.int().min(0).max(1_000_000)
/** When a control that is not a default one holds; seconds. */
const scheduled = {
  startTime: TimeInput.exactOptional(),
  duration: z.number().min(0).max(31_536_000).exactOptional(),
}

const Curve = z.strictObject({
  curveData: z
    .array(z.strictObject({ x: number, y: number }))
    .min(1)
    .max(10),
  priority,
  yUnit: unit,
  responseTime: number.exactOptional(),
  hysteresis: z
    .strictObject({
      hysteresisHigh: number.exactOptional(),
      hysteresisLow: number.exactOptional(),
      hysteresisDelay: number.exactOptional(),
      hysteresisGradient: number.exactOptional(),
    })
    .exactOptional(),
  reactivePowerParams: z
    .strictObject({
      vRef: number.exactOptional(),
      autonomousVRefEnable: z.boolean().exactOptional(),
      autonomousVRefTimeConstant: number.exactOptional(),
    })
    .exactOptional(),
  voltageParams: z
    .strictObject({
      hv10MinMeanValue: number.exactOptional(),
      hv10MinMeanTripDelay: number.exactOptional(),
      powerDuringCessation: z.enum(['Active', 'Reactive']).exactOptional(),
    })
    .exactOptional(),
  ...scheduled,
})

const FixedPF = z.strictObject({ priority, displacement: number, excitation: z.boolean(), ...scheduled })

/** A control of distributed energy resources (2.1 R04); the field that its type needs, and no other. */
export const DerControl = z.strictObject({
  isDefault: z.boolean(),
  controlId: z.string().min(1).max(36),
  controlType: DerControlType,
  curve: Curve.exactOptional(),
  enterService: z
    .strictObject({
      priority,
      highVoltage: number,
      lowVoltage: number,
      highFreq: number,
      lowFreq: number,
      delay: number.exactOptional(),
      randomDelay: number.exactOptional(),
      rampRate: number.exactOptional(),
    })
    .exactOptional(),
  fixedPFAbsorb: FixedPF.exactOptional(),
  fixedPFInject: FixedPF.exactOptional(),
  fixedVar: z.strictObject({ priority, setpoint: number, unit, ...scheduled }).exactOptional(),
  freqDroop: z
    .strictObject({
      priority,
      overFreq: number,
      underFreq: number,
      overDroop: number,
      underDroop: number,
      responseTime: number,
      ...scheduled,
    })
    .exactOptional(),
  gradient: z.strictObject({ priority, gradient: number, softGradient: number }).exactOptional(),
  limitMaxDischarge: z
    .strictObject({
      priority,
      pctMaxDischargePower: z.number().min(0).max(100).exactOptional(),
      powerMonitoringMustTrip: Curve.exactOptional(),
      ...scheduled,
    })
    .exactOptional(),
})

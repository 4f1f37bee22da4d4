import type { RequestOf } from '@stationmaster/ocpp'
import type { MeterSample } from '../../energy/meter.ts'
import { type StationContext, timestamp } from '../../station/context.ts'

type MeterValue2 = RequestOf<'2.0.1', 'MeterValues'>['meterValue'][number]
type SampledValue2 = MeterValue2['sampledValue'][number]
/** 2.x ReadingContext. */
export type Context2 = NonNullable<SampledValue2['context']>

const PHASES = ['L1', 'L2', 'L3'] as const

/** A sample as a 2.x MeterValue, restricted to the configured measurands. */
export function meterValue2(station: StationContext, sample: MeterSample, context: Context2): MeterValue2 {
  const measurands = new Set(station.settings.list('sampledMeasurands'))
  const values = allValues(sample).filter((value) => value.measurand !== undefined && measurands.has(value.measurand))
  // A MeterValue may not be empty, and the register is what billing rests on.
  const chosen = values.length > 0 ? values : [register(sample)]
  return { timestamp: timestamp(station, sample.atMs), sampledValue: chosen.map((value) => ({ ...value, context })) }
}

function register(sample: MeterSample): SampledValue2 {
  return {
    value: sample.registerWh,
    measurand: 'Energy.Active.Import.Register',
    location: 'Outlet',
    unitOfMeasure: { unit: 'Wh' },
  }
}

function allValues(sample: MeterSample): SampledValue2[] {
  const values: SampledValue2[] = [
    register(sample),
    {
      value: Math.round(sample.powerW),
      measurand: 'Power.Active.Import',
      location: 'Outlet',
      unitOfMeasure: { unit: 'W' },
    },
    ...perPhase(sample.currentA, (value, phase) => ({
      value,
      measurand: 'Current.Import',
      phase,
      unitOfMeasure: { unit: 'A' },
    })),
    ...perPhase(sample.voltageV, (value, phase) => ({
      value,
      measurand: 'Voltage',
      phase: `${phase}-N`,
      unitOfMeasure: { unit: 'V' },
    })),
    { value: sample.currentOfferedA, measurand: 'Current.Offered', unitOfMeasure: { unit: 'A' } },
  ]
  if (sample.socPct !== undefined) {
    values.push({ value: sample.socPct, measurand: 'SoC', location: 'EV', unitOfMeasure: { unit: 'Percent' } })
  }
  return values
}

/** One value per phase, to a tenth; a DC output has a single value and no phase. */
function perPhase(
  readings: readonly number[],
  build: (value: number, phase: (typeof PHASES)[number]) => SampledValue2,
): SampledValue2[] {
  return readings.map((reading, index) => {
    const { phase, ...value } = build(Math.round(reading * 10) / 10, PHASES[index] ?? 'L1')
    return readings.length === 1 || phase === undefined ? value : { ...value, phase }
  })
}

import type { RequestOf } from '@stationmaster/ocpp'
import type { MeterSample } from '../../energy/meter.ts'
import { type StationContext, timestamp } from '../../station/context.ts'

type MeterValue16 = RequestOf<'1.6', 'MeterValues'>['meterValue'][number]
type SampledValue16 = MeterValue16['sampledValue'][number]
/** 1.6 ReadingContext. */
export type Context16 = NonNullable<SampledValue16['context']>

const PHASES = ['L1', 'L2', 'L3'] as const

/** A sample as a 1.6 MeterValue, restricted to the configured measurands. */
export function meterValue16(station: StationContext, sample: MeterSample, context: Context16): MeterValue16 {
  const measurands = new Set(station.settings.list('sampledMeasurands'))
  const values = allValues(sample, station.dice.has('misspelt')).filter(
    (value) => value.measurand === undefined || measurands.has(value.measurand) || value.measurand === 'Temperature',
  )
  return {
    timestamp: timestamp(station, sample.atMs),
    sampledValue: values.map((value) => ({ ...value, context })),
  }
}

function allValues(sample: MeterSample, misspelt: boolean): SampledValue16[] {
  const values: SampledValue16[] = [
    { value: String(sample.registerWh), measurand: 'Energy.Active.Import.Register', location: 'Outlet', unit: 'Wh' },
    { value: sample.powerW.toFixed(0), measurand: 'Power.Active.Import', location: 'Outlet', unit: 'W' },
    ...perPhase(sample.currentA, (value, phase) => ({
      value: value.toFixed(1),
      measurand: 'Current.Import',
      phase,
      unit: 'A',
    })),
    ...perPhase(sample.voltageV, (value, phase) => ({
      value: value.toFixed(1),
      measurand: 'Voltage',
      phase: `${phase}-N`,
      unit: 'V',
    })),
    { value: sample.currentOfferedA.toFixed(0), measurand: 'Current.Offered', unit: 'A' },
  ]
  if (sample.socPct !== undefined) {
    values.push({ value: String(sample.socPct), measurand: 'SoC', location: 'EV', unit: 'Percent' })
  }
  // The standard's own first edition misspells the unit, and firmware has kept it.
  if (misspelt) values.push({ value: '31', measurand: 'Temperature', location: 'Body', unit: 'Celcius' })
  return values
}

/** One value per phase; a DC output has a single value and no phase. */
function perPhase(
  readings: readonly number[],
  build: (value: number, phase: (typeof PHASES)[number]) => SampledValue16,
): SampledValue16[] {
  return readings.map((reading, index) => {
    const { phase, ...value } = build(reading, PHASES[index] ?? 'L1')
    return readings.length === 1 || phase === undefined ? value : { ...value, phase }
  })
}

import type { RequestOf } from '../../messages/types.ts'
import { DEFAULT_CONTEXT, DEFAULT_MEASURAND, type Reading, type SignedReading } from '../../metering/reading.ts'
import { toSamples } from '../../metering/sample.ts'
import { parseStationTime } from '../../time/station-time.ts'
import type { MeterSample } from '../../vocabulary/meter.ts'
import type { StationTime } from '../../vocabulary/time.ts'
import type { Version2 } from './version.ts'

type MeterValue = RequestOf<Version2, 'MeterValues'>['meterValue'][number]
type SampledValue = MeterValue['sampledValue'][number]

/** 2.x meter values as wide samples. */
export function samplesOf(meterValues: readonly MeterValue[]): readonly MeterSample[] {
  return toSamples(
    meterValues.flatMap((meterValue) => {
      const at = parseStationTime(meterValue.timestamp)
      return meterValue.sampledValue.flatMap((sampled) => readingsOf(at, sampled))
    }),
  )
}

/** A sampled value may carry both the plain number and its signed form. */
function readingsOf(at: StationTime, sampled: SampledValue): readonly (Reading | SignedReading)[] {
  const { context = DEFAULT_CONTEXT, measurand = DEFAULT_MEASURAND, value, phase, location } = sampled
  const { unit, multiplier } = sampled.unitOfMeasure ?? {}
  const reading: Reading = { at, context, measurand, value, unit, multiplier, phase, location }
  const { signedMeterValue } = sampled
  return signedMeterValue === undefined
    ? [reading]
    : [reading, { at, context, signed: JSON.stringify(signedMeterValue) }]
}

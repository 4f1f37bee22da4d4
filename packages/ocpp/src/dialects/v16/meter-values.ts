import type { RequestOf } from '../../messages/types.ts'
import {
  DEFAULT_CONTEXT,
  DEFAULT_MEASURAND,
  type Reading,
  readDecimal,
  type SignedReading,
} from '../../metering/reading.ts'
import { toSamples } from '../../metering/sample.ts'
import { parseStationTime } from '../../time/station-time.ts'
import type { MeterSample } from '../../vocabulary/meter.ts'
import type { StationTime } from '../../vocabulary/time.ts'

type MeterValue = RequestOf<'1.6', 'MeterValues'>['meterValue'][number]
type SampledValue = MeterValue['sampledValue'][number]

/** Some firmware sends OCMF without saying that the format is SignedData. */
const OCMF = 'OCMF|'

/** 1.6 meter values as wide samples; text that is no number is left out, signed text is kept whole. */
export function samplesOf(meterValues: readonly MeterValue[]): readonly MeterSample[] {
  return toSamples(
    meterValues.flatMap(({ timestamp, sampledValue }) => {
      const at = parseStationTime(timestamp)
      return sampledValue.flatMap((sampled) => readingOf(at, sampled) ?? [])
    }),
  )
}

function readingOf(at: StationTime, sampled: SampledValue): Reading | SignedReading | undefined {
  const { context = DEFAULT_CONTEXT, measurand = DEFAULT_MEASURAND, unit, phase, location } = sampled
  if (sampled.format === 'SignedData' || sampled.value.startsWith(OCMF)) {
    return { at, context, signed: sampled.value }
  }
  const value = readDecimal(sampled.value)
  return value === undefined ? undefined : { at, context, measurand, value, unit, phase, location }
}

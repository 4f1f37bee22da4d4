import type { StationTime } from './time.ts'

/**
 * All measurands a station sampled at one instant on one EVSE, in base units.
 * A station that sends each measurand as a MeterValue of its own yields several samples with one time; the store merges them.
 */
export interface MeterSample {
  readonly at: StationTime
  /** OCPP ReadingContext text; 'Sample.Periodic' when absent. */
  readonly context: string
  /** Energy.Active.Import.Register at the outlet, whole Wh. */
  readonly energyImportWh?: number
  readonly energyExportWh?: number
  readonly powerImportW?: number
  readonly powerExportW?: number
  readonly powerOfferedW?: number
  /** Total, or the largest phase when only phases are sent. */
  readonly currentImportA?: number
  readonly currentL1A?: number
  readonly currentL2A?: number
  readonly currentL3A?: number
  readonly currentOfferedA?: number
  /** Line-to-neutral mean. */
  readonly voltageV?: number
  readonly voltageL1V?: number
  readonly voltageL2V?: number
  readonly voltageL3V?: number
  readonly socPercent?: number
  readonly temperatureC?: number
  readonly frequencyHz?: number
  /** Measurands without a column of their own, as `measurand[@location][/phase]` → value in base unit. */
  readonly other?: ReadonlyMap<string, number>
  /** Signed values, byte for byte as received (JSON text of 2.x signedMeterValue, or the 1.6 SignedData value). */
  readonly signed?: readonly string[]
}

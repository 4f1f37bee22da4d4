import type { MeterSample } from '../vocabulary/meter.ts'

/** A measurand column of the wide sample. */
export type ColumnName = {
  [K in keyof MeterSample]-?: MeterSample[K] extends number | undefined ? K : never
}[keyof MeterSample]

/** Where a measurand is stored, and how a total is made when a station only sends phases. */
export interface Column {
  readonly total: ColumnName
  readonly combine: 'sum' | 'largest' | 'mean'
  readonly phases?: { readonly L1: ColumnName; readonly L2: ColumnName; readonly L3: ColumnName }
}

const CURRENT_PHASES = { L1: 'currentL1A', L2: 'currentL2A', L3: 'currentL3A' } as const
const VOLTAGE_PHASES = { L1: 'voltageL1V', L2: 'voltageL2V', L3: 'voltageL3V' } as const

/** Columns keyed by measurand; a measurand that is not here goes to `other`. */
export const COLUMNS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ['Energy.Active.Import.Register', { total: 'energyImportWh', combine: 'sum' }],
  ['Energy.Active.Export.Register', { total: 'energyExportWh', combine: 'sum' }],
  ['Power.Active.Import', { total: 'powerImportW', combine: 'sum' }],
  ['Power.Active.Export', { total: 'powerExportW', combine: 'sum' }],
  ['Power.Offered', { total: 'powerOfferedW', combine: 'sum' }],
  ['Power.Import.Offered', { total: 'powerOfferedW', combine: 'sum' }],
  ['Current.Import', { total: 'currentImportA', combine: 'largest', phases: CURRENT_PHASES }],
  ['Current.Offered', { total: 'currentOfferedA', combine: 'largest' }],
  ['Current.Import.Offered', { total: 'currentOfferedA', combine: 'largest' }],
  ['Voltage', { total: 'voltageV', combine: 'mean', phases: VOLTAGE_PHASES }],
  ['SoC', { total: 'socPercent', combine: 'mean' }],
  ['Temperature', { total: 'temperatureC', combine: 'largest' }],
  ['Frequency', { total: 'frequencyHz', combine: 'mean' }],
])

/** The line that a phase text means; line-to-neutral is the line, line-to-line and neutral are none. */
export function lineOf(phase: string): 'L1' | 'L2' | 'L3' | undefined {
  switch (phase) {
    case 'L1':
    case 'L1-N':
      return 'L1'
    case 'L2':
    case 'L2-N':
      return 'L2'
    case 'L3':
    case 'L3-N':
      return 'L3'
    default:
      return undefined
  }
}

/**
 * Whether a reading at this place belongs in the column. The state of charge is the vehicle's wherever it was read;
 * a meter at the grid inlet or in the vehicle does not measure the outlet.
 */
export function belongsInColumn(measurand: string, location: string): boolean {
  return measurand === 'SoC' || (location !== 'Inlet' && location !== 'EV' && location !== 'Upstream')
}

import { describe, expect, it } from 'vitest'
import { parseStationTime } from '../time/station-time.ts'
import type { MeterSample } from '../vocabulary/meter.ts'
import type { Reading } from './reading.ts'
import { toSamples } from './sample.ts'

const at = parseStationTime('2024-05-01T12:00:00Z')
const context = 'Sample.Periodic'

function reading(measurand: string, value: number, rest: Partial<Reading> = {}): Reading {
  return { at, context, measurand, value, ...rest }
}

function one(...readings: Reading[]): MeterSample {
  const samples = toSamples(readings)
  expect(samples).toHaveLength(1)
  return samples[0]!
}

describe('toSamples', () => {
  it('merges what was read at one instant into one row', () => {
    expect(
      one(
        reading('Energy.Active.Import.Register', 12.3456, { unit: 'kWh' }),
        reading('Energy.Active.Export.Register', 0.4),
        reading('Power.Active.Import', 7.2, { unit: 'kW' }),
        reading('Power.Offered', 11_000),
        reading('SoC', 55, { location: 'EV', unit: 'Percent' }),
        reading('Temperature', 30, { location: 'Body' }),
        reading('Frequency', 50),
      ),
    ).toEqual({
      at,
      context,
      energyImportWh: 12_346,
      energyExportWh: 0,
      powerImportW: 7200,
      powerOfferedW: 11_000,
      socPercent: 55,
      temperatureC: 30,
      frequencyHz: 50,
    })
  })

  it('keeps instants and contexts apart, in order', () => {
    const later = parseStationTime('2024-05-01T12:01:00Z')
    const samples = toSamples([
      reading('SoC', 1),
      reading('SoC', 2, { context: 'Transaction.Begin' }),
      { ...reading('SoC', 3), at: later },
      reading('Voltage', 230),
    ])
    expect(samples).toEqual([
      { at, context, socPercent: 1, voltageV: 230 },
      { at, context: 'Transaction.Begin', socPercent: 2 },
      { at: later, context, socPercent: 3 },
    ])
  })

  it('makes totals of phases: sum of power, largest current, mean voltage', () => {
    expect(
      one(
        reading('Power.Active.Import', 1000, { phase: 'L1' }),
        reading('Power.Active.Import', 2000, { phase: 'L2' }),
        reading('Current.Import', 10, { phase: 'L1' }),
        reading('Current.Import', 12, { phase: 'L2' }),
        reading('Current.Import', 11, { phase: 'L3' }),
        reading('Voltage', 229, { phase: 'L1-N' }),
        reading('Voltage', 231, { phase: 'L2-N' }),
      ),
    ).toEqual({
      at,
      context,
      powerImportW: 3000,
      currentImportA: 12,
      currentL1A: 10,
      currentL2A: 12,
      currentL3A: 11,
      voltageV: 230,
      voltageL1V: 229,
      voltageL2V: 231,
      other: new Map([
        ['Power.Active.Import/L1', 1000],
        ['Power.Active.Import/L2', 2000],
      ]),
    })
  })

  it('prefers a total that was sent', () => {
    expect(
      one(
        reading('Current.Import', 16),
        reading('Current.Import', 10, { phase: 'L1' }),
        reading('Voltage', 400, { phase: 'L1-L2' }),
      ),
    ).toEqual({ at, context, currentImportA: 16, currentL1A: 10, other: new Map([['Voltage/L1-L2', 400]]) })
  })

  it('takes the first of two values for one place and keeps the other by its location', () => {
    expect(
      one(
        reading('Temperature', 30),
        reading('Temperature', 60, { location: 'Cable' }),
        reading('Temperature', 61, { location: 'Cable' }),
        reading('Current.Import', 1, { phase: 'L1' }),
        reading('Current.Import', 2, { phase: 'L1-N' }),
      ),
    ).toEqual({
      at,
      context,
      temperatureC: 30,
      currentImportA: 1,
      currentL1A: 1,
      other: new Map([
        ['Temperature@Cable', 60],
        ['Current.Import/L1-N', 2],
      ]),
    })
  })

  it('does not take a meter at the grid inlet for the outlet', () => {
    expect(one(reading('Energy.Active.Import.Register', 5, { location: 'Inlet' }))).toEqual({
      at,
      context,
      other: new Map([['Energy.Active.Import.Register@Inlet', 5]]),
    })
  })

  it('keeps measurands it has no column for, under bounded keys', () => {
    const long = 'x'.repeat(500)
    expect(one(reading('Power.Factor', 0.98), reading('RPM', 900, { unit: 'furlong' }), reading(long, 1))).toEqual({
      at,
      context,
      other: new Map([
        ['Power.Factor', 0.98],
        ['RPM', 900],
        ['x'.repeat(120), 1],
      ]),
    })
  })

  it('leaves a value in an unknown unit out of its column', () => {
    expect(one(reading('Energy.Active.Import.Register', 5, { unit: 'furlong' }))).toEqual({ at, context })
    expect(one(reading('RPM', 1e308, { unit: 'furlong' }))).toEqual({ at, context })
  })

  it('keeps signed values', () => {
    expect(toSamples([{ at, context, signed: 'OCMF|a' }, reading('SoC', 5), { at, context, signed: 'b' }])).toEqual([
      { at, context, socPercent: 5, signed: ['OCMF|a', 'b'] },
    ])
  })
})

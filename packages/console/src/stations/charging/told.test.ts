import { expect, test } from 'vitest'
import { carNeeds, chosenSchedule } from './told.ts'

test('what a car needs is read of alternating and of direct current', () => {
  const ac = { energyAmount: 12_000, evMinCurrent: 6, evMaxCurrent: 32, evMaxVoltage: 400 }
  expect(carNeeds({ requestedEnergyTransfer: 'AC_three_phase', acChargingParameters: ac })).toMatchObject({
    transfer: 'AC_three_phase',
    energyWh: 12_000,
    maxCurrentA: 32,
    socPercent: undefined,
  })
  const dc = { evMaxPower: 150_000, stateOfCharge: 21, evEnergyCapacity: 77_000 }
  expect(carNeeds({ dcChargingParameters: dc, departureTime: '2026-01-01T08:00:00Z' })).toMatchObject({
    maxPowerW: 150_000,
    socPercent: 21,
    departureAt: '2026-01-01T08:00:00Z',
  })
})

test.each([
  null,
  { acChargingParameters: 'much' },
  { departureTime: 'soon' },
  { dcChargingParameters: { evMaxPower: '9' } },
])('what is told otherwise than the standard has it is left out: %j', (told) => {
  const needs = carNeeds(told)
  expect(Object.values(needs ?? {}).every((value) => value === undefined)).toBe(true)
})

test('a chosen schedule has its unit and its periods, or is none', () => {
  const chargingSchedulePeriod = [{ startPeriod: 0, limit: 11_000, numberPhases: 3 }]
  expect(chosenSchedule({ id: 1, chargingRateUnit: 'W', chargingSchedulePeriod })).toEqual({
    unit: 'W',
    periods: [{ startPeriod: 0, limit: 11_000 }],
  })
  expect(chosenSchedule({ chargingRateUnit: 'horses', chargingSchedulePeriod })).toBeNull()
  expect(chosenSchedule(null)).toBeNull()
})

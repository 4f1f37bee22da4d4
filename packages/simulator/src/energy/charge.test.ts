import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { advanceCharge, startCharge } from './charge.ts'
import { chargingPowerW, phasesInUse } from './charging-curve.ts'
import { type EvseHardware, hardwareOfPower, PHASE_VOLTAGE_V, ratedPowerW } from './hardware.ts'
import { createMeter, takeSample } from './meter.ts'
import { drawArrival, type Vehicle } from './vehicle.ts'

const hardware: fc.Arbitrary<EvseHardware> = fc.oneof(
  fc.record({
    kind: fc.constant('ac' as const),
    phases: fc.constantFrom(1 as const, 3 as const),
    maxCurrentA: fc.integer({ min: 6, max: 32 }),
  }),
  fc.record({
    kind: fc.constant('dc' as const),
    maxPowerW: fc.integer({ min: 24_000, max: 400_000 }),
    maxCurrentA: fc.integer({ min: 60, max: 500 }),
    maxVoltageV: fc.constantFrom(500, 920),
  }),
)
const vehicle: fc.Arbitrary<Vehicle> = fc.record({
  model: fc.constant('any'),
  batteryWh: fc.integer({ min: 8_000, max: 120_000 }),
  acPhases: fc.constantFrom(1 as const, 3 as const),
  acMaxCurrentA: fc.integer({ min: 6, max: 32 }),
  dcMaxPowerW: fc.integer({ min: 0, max: 350_000 }),
  packVoltageV: fc.constantFrom(350, 400, 800),
  targetSocPct: fc.integer({ min: 50, max: 100 }),
})
const soc = fc.double({ min: 0, max: 100, noNaN: true })
const span = fc.integer({ min: 0, max: 4 * 3_600_000 })
const EPSILON = 1e-6

test('power never exceeds what EVSE, car or limit allow, and is never negative', () => {
  const limit = fc.option(fc.integer({ min: 0, max: 400_000 }), { nil: undefined })
  fc.assert(
    fc.property(hardware, vehicle, soc, span, limit, (evse, car, socPct, elapsedMs, limitW) => {
      const point = limitW === undefined ? { socPct, elapsedMs } : { socPct, elapsedMs, limitW }
      const powerW = chargingPowerW(evse, car, point)
      const carW = evse.kind === 'ac' ? car.acMaxCurrentA * PHASE_VOLTAGE_V * phasesInUse(evse, car) : car.dcMaxPowerW
      expect(powerW).toBeGreaterThanOrEqual(0)
      expect(powerW).toBeLessThanOrEqual(
        Math.min(ratedPowerW(evse), carW, limitW ?? Number.POSITIVE_INFINITY) + EPSILON,
      )
    }),
  )
})

test('energy only grows, state of charge never passes the target, and the battery got what the meter counted', () => {
  fc.assert(
    fc.property(hardware, vehicle, soc, fc.array(span, { maxLength: 12 }), (evse, car, socPct, spans) => {
      const charge = startCharge({ vehicle: car, socPct })
      const top = Math.max(socPct, car.targetSocPct)
      let [energyWh, lastSoc] = [0, socPct]
      for (const durationMs of spans) {
        const deliveredWh = advanceCharge(charge, evse, durationMs)
        energyWh += deliveredWh
        expect(deliveredWh).toBeGreaterThanOrEqual(0)
        expect(deliveredWh).toBeLessThanOrEqual((ratedPowerW(evse) * durationMs) / 3_600_000 + EPSILON)
        expect(charge.socPct).toBeGreaterThanOrEqual(lastSoc - EPSILON)
        expect(charge.socPct).toBeLessThanOrEqual(top + EPSILON)
        lastSoc = charge.socPct
      }
      expect(charge.energyWh).toBeCloseTo(energyWh, 6)
      expect(((charge.socPct - socPct) / 100) * car.batteryWh).toBeLessThanOrEqual(energyWh + EPSILON)
    }),
  )
})

test('looking more often does not change what is delivered', () => {
  const evse = hardwareOfPower(150_000)
  const car = { ...drawArrival({ kind: 'dc', energyWh: 30_000 }, createRandom(1)).vehicle, targetSocPct: 80 }
  const once = startCharge({ vehicle: car, socPct: 20 })
  const often = startCharge({ vehicle: car, socPct: 20 })
  advanceCharge(once, evse, 1_800_000)
  for (let step = 0; step < 90; step += 1) advanceCharge(often, evse, 20_000)
  expect(often.energyWh).toBeCloseTo(once.energyWh, 6)
})

test('DC power ramps up, holds, and tapers', () => {
  const evse = hardwareOfPower(350_000)
  const car: Vehicle = {
    model: 'any',
    batteryWh: 77_000,
    acPhases: 3,
    acMaxCurrentA: 16,
    dcMaxPowerW: 170_000,
    packVoltageV: 400,
    targetSocPct: 100,
  }
  const at = (socPct: number, elapsedMs = 600_000) => chargingPowerW(evse, car, { socPct, elapsedMs })
  expect(at(20, 5_000)).toBe(0)
  expect(at(20, 20_000)).toBeLessThan(at(20))
  expect(at(20)).toBe(170_000)
  expect(at(60)).toBeLessThan(at(40))
  expect(at(80)).toBeLessThan(at(60))
  expect(at(95)).toBeLessThan(30_000)
})

test('an EV offered less than 6 A takes nothing', () => {
  const evse: EvseHardware = { kind: 'ac', phases: 3, maxCurrentA: 16 }
  const { vehicle: car } = drawArrival({ kind: 'ac', energyWh: 10_000 }, createRandom(1))
  expect(chargingPowerW(evse, car, { socPct: 50, elapsedMs: 60_000, limitW: 1_000 })).toBe(0)
})

test('a drawn car ends up with the energy its driver wants', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1_000, max: 45_000 }), (seed, energyWh) => {
      const charge = startCharge(drawArrival({ kind: 'ac', energyWh }, createRandom(seed)))
      advanceCharge(charge, hardwareOfPower(22_000), 24 * 3_600_000)
      expect(Math.abs(charge.energyWh - energyWh)).toBeLessThan(1)
    }),
  )
})

test('a sample is consistent: power is the sum of voltage times current', () => {
  const charge = startCharge(drawArrival({ kind: 'ac', energyWh: 20_000 }, createRandom(3)))
  const evse = hardwareOfPower(11_000)
  const meter = createMeter(700)
  meter.add(advanceCharge(charge, evse, 600_000))
  const sample = takeSample({ hardware: evse, meter, charge, random: createRandom(4) }, 0)
  const sumW = sample.voltageV.reduce((sum, volt, phase) => sum + volt * (sample.currentA[phase] ?? 0), 0)
  expect(sumW).toBeCloseTo(sample.powerW, 6)
  expect(sample.registerWh).toBe(Math.floor(700 + charge.energyWh))
})

test('a meter does not count down, and keeps the truth over a reset', () => {
  const meter = createMeter(100)
  meter.add(50)
  meter.reset()
  meter.add(7)
  expect(() => meter.add(-1)).toThrow()
  expect(meter.registerWh()).toBe(7)
  expect(meter.trueWh).toBe(57)
})

test('nominal powers give the usual hardware', () => {
  expect([3_700, 7_400, 11_000, 22_000].map((powerW) => hardwareOfPower(powerW))).toEqual([
    { kind: 'ac', phases: 1, maxCurrentA: 16 },
    { kind: 'ac', phases: 1, maxCurrentA: 32 },
    { kind: 'ac', phases: 3, maxCurrentA: 16 },
    { kind: 'ac', phases: 3, maxCurrentA: 32 },
  ])
  expect(hardwareOfPower(350_000)).toMatchObject({ kind: 'dc', maxPowerW: 350_000, maxCurrentA: 500 })
})

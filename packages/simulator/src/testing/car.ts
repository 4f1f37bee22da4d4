/** A car for tests: three-phase 11 kW, 100 kW DC, at 40 %. */
export const CAR = {
  vehicle: {
    model: 'Test',
    batteryWh: 50_000,
    acPhases: 3,
    acMaxCurrentA: 16,
    dcMaxPowerW: 100_000,
    packVoltageV: 400,
    targetSocPct: 100,
  },
  socPct: 40,
} as const

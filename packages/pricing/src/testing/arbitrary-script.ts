import fc from 'fast-check'
import type { Script, ScriptedPart } from './script.ts'

export const ZONES = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns'],
]

/** Around clock changes of these zones, around midnight, and on ordinary days. */
const MOMENTS = [
  ...['2026-03-29T00:30:00Z', '2026-10-25T00:10:00Z', '2026-03-08T06:30:00Z', '2026-11-01T05:20:00Z'],
  ...['2026-04-04T14:40:00Z', '2026-10-03T15:10:00Z', '2026-06-15T15:50:00Z', '2026-12-31T22:40:00Z'],
  ...['2026-02-27T07:55:00Z', '2026-08-08T21:30:00Z'],
].map((text) => Date.parse(text) / 1000)

const partArbitrary: fc.Arbitrary<ScriptedPart> = fc
  .record({
    seconds: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 1500 })),
    activity: fc.constantFrom(
      'charging',
      'charging',
      'charging',
      'suspended-by-station',
      'suspended-by-vehicle',
      'parked',
    ),
    rate: fc.oneof(fc.constantFrom(1000, 3000, 6000), fc.integer({ min: 0, max: 40_000 })),
    currentA: fc.constantFrom(6, 16, 32, 48, 96),
  })
  .map(({ seconds, activity, rate, currentA }) => {
    const isFlowing = activity === 'charging'
    return { seconds, activity, milliWhPerSecond: isFlowing ? rate : 0, currentA: isFlowing ? currentA : 0 } as const
  })

export const scriptArbitrary: fc.Arbitrary<Script> = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    moment: fc.constantFrom(...MOMENTS),
    shiftS: fc.integer({ min: 0, max: 5400 }),
    parts: fc.array(partArbitrary, { minLength: 1, maxLength: 6 }),
    reservation: fc.option(
      fc.record({
        seconds: fc.integer({ min: 1, max: 1800 }),
        outcome: fc.constantFrom('used' as const, 'used' as const, 'expired' as const),
      }),
      { nil: undefined, freq: 3 },
    ),
    originWh: fc.integer({ min: 0, max: 5_000_000 }),
  })
  .map(({ moment, shiftS, reservation, ...rest }) => ({
    ...rest,
    startS: moment + shiftS,
    ...(reservation === undefined ? {} : { reservation }),
  }))

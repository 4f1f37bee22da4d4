import { expect, test } from 'vitest'
import { inThread } from './planning-desk.ts'
import { columnsOf, HOUR_MS } from './visits.ts'

const visit = { arrivesAtMs: 0, leavesAtMs: HOUR_MS, energyWh: 1000, powerW: 1000, charger: 0 }
const order = () => ({
  kind: 'load' as const,
  history: {
    ...{ fromMs: 0, untilMs: 2 * HOUR_MS, timeZone: 'UTC', limitW: null },
    chargerPowerW: Float64Array.of(1000),
    visits: columnsOf([visit]),
  },
})

test('a thread that is not done in its time is ended and answered with a problem', async () => {
  const never = new AbortController().signal
  expect(await inThread(order(), never)).toMatchObject({ kind: 'load', load: { energyWh: 1000 } })
  await expect(inThread(order(), never, { mostMs: 0 })).rejects.toMatchObject({ code: 'tookTooLong', status: 503 })
})

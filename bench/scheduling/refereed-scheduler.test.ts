import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type RefereeMessage, refereedScheduler } from './refereed-scheduler.ts'

const SITE = {
  stations: ['one', 'two', 'three'],
  voltage: 208,
  phase_deg: [30, -90, 150],
  max_amp: [32, 32, 32],
  allowed_amp: [
    [0, 8, 16, 24, 32],
    [0, 6, 7, 8, 9, 10],
    [0, 8, 16, 24, 32],
  ],
  constraints: [
    { name: 'pod', coef: [1, 1, 0], limit: 30 },
    { name: 'line', coef: [1, 0, -1], limit: 40 },
  ],
}

function line(t: number, delivered: number): RefereeMessage {
  const sessions = SITE.stations.map((station) => ({ id: `at ${station}`, station, est: 60, req: 20, delivered }))
  return { ...(t === 10 ? { site: SITE } : {}), t, period_min: 5, sessions }
}

describe('the refereed scheduler', () => {
  it('answers with allowed amperes within every row, line after line', () => {
    const scheduler = refereedScheduler()
    for (let t = 10; t < 30; t++) {
      const { amps } = scheduler.answer(line(t, (t - 10) * 0.2))
      const pilots = SITE.stations.map((station) => amps[station] ?? 0)
      pilots.forEach((pilot, index) => {
        expect(SITE.allowed_amp[index]).toContain(pilot)
      })
      for (const { coef, limit } of SITE.constraints) {
        const sum = { re: 0, im: 0 }
        coef.forEach((factor, index) => {
          const angle = (SITE.phase_deg[index]! * Math.PI) / 180
          sum.re += factor * pilots[index]! * Math.cos(angle)
          sum.im += factor * pilots[index]! * Math.sin(angle)
        })
        expect(Math.hypot(sum.re, sum.im)).toBeLessThanOrEqual(limit + 1e-6)
      }
      expect(pilots.some((pilot) => pilot > 0)).toBe(true)
    }
  })

  it('follows limits that fall to nothing and come back under names that are used twice', () => {
    const scheduler = refereedScheduler()
    const twice = SITE.constraints.map((one) => ({ ...one, name: 'same' }))
    const none = twice.map((one) => ({ ...one, limit: 0 }))
    const total = (message: RefereeMessage) =>
      Object.values(scheduler.answer(message).amps).reduce((sum, amperes) => sum + amperes, 0)
    expect(total({ ...line(10, 0), site: { ...SITE, constraints: twice } })).toBeGreaterThan(0)
    expect(total({ ...line(11, 0.2), site: { ...SITE, constraints: none } })).toBe(0)
    expect(total(line(12, 0.2))).toBe(0)
    expect(total({ ...line(13, 0.2), site: { ...SITE, constraints: twice } })).toBeGreaterThan(0)
  })

  it('speaks the protocol on standard input and output', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('../referee.ts', import.meta.url))], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    child.stdin.write(`${JSON.stringify(line(10, 0))}\n`)
    const first: unknown = JSON.parse((await answers.next()).value ?? '')
    expect(first).toEqual(refereedScheduler().answer(line(10, 0)))
    child.stdin.end()
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(0)
  })
})

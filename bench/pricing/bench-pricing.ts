import { price, type RecordedSession, type Tariff } from '@stationmaster/pricing'
import { benchSessions, type SampleMinutes } from './sessions.ts'
import { benchTariffs } from './tariffs.ts'

/** Whole sessions priced in a second of CPU, on one core: what others do on the machine does not count. */
const WANTED_PER_SECOND = 20_000
const SESSIONS = 4000
const ROUNDS = 5
const WARM_UP_ROUNDS = 2
const NS_PER_US = 1000

interface Row {
  readonly tariff: string
  readonly samples: SampleMinutes
  readonly perSecond: number
  readonly meanEvents: number
  readonly percentilesUs: readonly number[]
}

const PERCENTILES = [0.5, 0.9, 0.99, 0.999] as const

/** Prices recorded sessions from their events to rounded lines; prints a table, and whether the mixture holds its limit. */
export async function benchPricing(): Promise<boolean> {
  const rows: Row[] = []
  for (const samples of [15, 1] as const) {
    const sessions = benchSessions(SESSIONS, samples)
    for (const [name, tariff] of benchTariffs()) rows.push(measure(name, tariff, samples, sessions))
  }
  console.log('| tariff | a sample every | events | sessions/s of CPU | P50 µs | P90 µs | P99 µs | P99.9 µs |')
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const row of rows) console.log(line(row))
  return [15, 1].map((samples) => judge(rows, samples)).every((isHeld) => isHeld)
}

function measure(tariff: string, rules: Tariff, samples: SampleMinutes, sessions: readonly RecordedSession[]): Row {
  for (let round = 0; round < WARM_UP_ROUNDS; round++) for (const session of sessions) priceOne(rules, session)
  const timesNs: number[] = []
  const before = process.cpuUsage()
  for (let round = 0; round < ROUNDS; round++) {
    for (const session of sessions) {
      const startNs = process.hrtime.bigint()
      priceOne(rules, session)
      timesNs.push(Number(process.hrtime.bigint() - startNs))
    }
  }
  const { user, system } = process.cpuUsage(before)
  timesNs.sort((a, b) => a - b)
  const at = (share: number) => (timesNs[Math.floor(timesNs.length * share)] ?? 0) / NS_PER_US
  const events = sessions.reduce((all, session) => all + session.events.length, 0)
  return {
    tariff,
    samples,
    perSecond: (timesNs.length * 1e6) / (user + system),
    meanEvents: events / sessions.length,
    percentilesUs: PERCENTILES.map(at),
  }
}

function priceOne(tariff: Tariff, session: RecordedSession): void {
  const result = price(tariff, session)
  if (!result.ok || result.value.lines.length === 0) throw new Error('every session of the bench has a price')
}

function line({ tariff, samples, perSecond, meanEvents, percentilesUs }: Row): string {
  const figures = percentilesUs.map((us) => us.toFixed(1)).join(' | ')
  const count = Math.round(perSecond).toLocaleString('en')
  return `| ${tariff} | ${samples} min | ${Math.round(meanEvents)} | ${count} | ${figures} |`
}

/** The mixture has as many sessions of each tariff, so its rate is the harmonic mean. */
function judge(rows: readonly Row[], samples: number): boolean {
  const own = rows.filter((row) => row.samples === samples)
  const perSecond = own.length / own.reduce((all, row) => all + 1 / row.perSecond, 0)
  const isHeld = perSecond >= WANTED_PER_SECOND
  const verdict = isHeld ? 'held' : 'MISSED'
  const count = Math.round(perSecond).toLocaleString('en')
  console.log(`All tariffs, a sample every ${samples} min: ${count} sessions/s of CPU; at least 20,000: ${verdict}`)
  return isHeld
}

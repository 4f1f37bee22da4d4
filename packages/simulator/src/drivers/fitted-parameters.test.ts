import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { fitDrivers } from './fit.ts'
import { PUBLIC_DRIVERS, WORKPLACE_DRIVERS } from './fitted-parameters.ts'
import { type DriverParameters, drawVisit, type Visit } from './model.ts'
import { type RecordedSession, readSessionFile } from './session-file.ts'

const HOUR_MS = 3_600_000
const DATA = new URL('../../../../../shared/data/', import.meta.url)
const SOURCES: readonly (readonly [file: string, parameters: DriverParameters])[] = [
  ['sessions_workplace_us_2019_2020.csv.gz', WORKPLACE_DRIVERS],
  ['sessions_public_nl_2019h1.csv.gz', PUBLIC_DRIVERS],
]

const pathOf = (file: string) => fileURLToPath(new URL(file, DATA))
const present = (file: string) => {
  const found = existsSync(pathOf(file))
  if (!found)
    console.warn(`NOT TESTED: ${file} is not in ../shared/data, the driver model is not compared with real sessions`)
  return found
}

/** Largest distance between two empirical distribution functions (Kolmogorov–Smirnov). */
function distance(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [a.toSorted((x, y) => x - y), b.toSorted((x, y) => x - y)]
  const share = (sorted: readonly number[], value: number) => sorted.findLastIndex((one) => one <= value) + 1
  const probes = Array.from({ length: 200 }, (_, index) => left[Math.floor((index * left.length) / 200)] ?? 0)
  return Math.max(
    ...probes.map((value) => Math.abs(share(left, value) / left.length - share(right, value) / right.length)),
  )
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** One drawn visit for each recorded arrival. */
function drawAll(sessions: readonly RecordedSession[], parameters: DriverParameters): Visit[] {
  const random = createRandom('fit')
  return sessions.map((session) => drawVisit(parameters, session.arrivalMs, random))
}

test.for(SOURCES)('samples look like the real sessions of %s', ([file, parameters], { skip }) => {
  if (!present(file)) skip(`${file} is absent`)
  const { sessions } = readSessionFile(pathOf(file))
  const visits = drawAll(sessions, parameters)
  const stays = sessions.map((session) => (session.departureMs - session.arrivalMs) / HOUR_MS)
  expect(
    distance(
      stays,
      visits.map((visit) => visit.stayMs / HOUR_MS),
    ),
  ).toBeLessThan(0.03)
  expect(
    distance(
      sessions.map((session) => session.energyWh),
      visits.map((visit) => visit.energyWh),
    ),
  ).toBeLessThan(0.03)
  expect(Math.abs(mean(visits.map((visit) => visit.stayMs / HOUR_MS)) / mean(stays) - 1)).toBeLessThan(0.1)
})

test('stated departures and energies err as the real ones do', ({ skip }) => {
  const [[file, parameters]] = SOURCES as [(typeof SOURCES)[number]]
  if (!present(file)) skip(`${file} is absent`)
  const { sessions } = readSessionFile(pathOf(file))
  const spoken = sessions.flatMap(({ stated, departureMs, energyWh }) =>
    stated ? [{ hours: Math.abs(stated.departureMs - departureMs) / HOUR_MS, overWh: stated.energyWh - energyWh }] : [],
  )
  const drawn = drawAll(sessions, parameters).flatMap(({ stated, stayMs, energyWh }) =>
    stated ? [{ hours: Math.abs(stated.stayMs - stayMs) / HOUR_MS, overWh: stated.energyWh - energyWh }] : [],
  )
  expect(Math.abs(drawn.length / spoken.length - 1)).toBeLessThan(0.02)
  expect(Math.abs(mean(drawn.map(({ hours }) => hours)) / mean(spoken.map(({ hours }) => hours)) - 1)).toBeLessThan(0.1)
  expect(
    distance(
      spoken.map(({ overWh }) => overWh),
      drawn.map(({ overWh }) => overWh),
    ),
  ).toBeLessThan(0.05)
})

test.for(SOURCES)('the committed parameters are those that %s gives', ([file, parameters], { skip }) => {
  if (!present(file)) skip(`${file} is absent`)
  const { sessions, rejectedRows } = readSessionFile(pathOf(file))
  expect(rejectedRows / sessions.length).toBeLessThan(0.01)
  expect(fitDrivers(sessions, parameters.timeZone)).toEqual(parameters)
})

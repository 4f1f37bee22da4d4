import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/index.ts'
import { claimDataDirectory } from './data-directory.ts'
import { isAlive, startTimeOf } from './identity.ts'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

const claimFile = () => join(folder, 'stationmaster.pid')

test('a claim holds until it is given up', () => {
  const giveUp = claimDataDirectory(folder)
  expect(() => claimDataDirectory(folder)).toThrow(`in use by the Stationmaster process ${process.pid}`)
  giveUp()
  expect(existsSync(claimFile())).toBe(false)
  claimDataDirectory(folder)()
})

test('the claim of a dead process is taken over', () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(claimFile(), `${pid}\n\n`)
  claimDataDirectory(folder)
  expect(readFileSync(claimFile(), 'utf8')).toMatch(new RegExp(`^${process.pid}\n`))
})

test.runIf(startTimeOf(process.pid) !== undefined)(
  'a living process that only has the same number does not hold the claim',
  () => {
    writeFileSync(claimFile(), `${process.ppid}\n1\n`)
    expect(() => claimDataDirectory(folder)).not.toThrow()
  },
)

test('an unreadable claim is taken over', () => {
  writeFileSync(claimFile(), 'garbage')
  expect(() => claimDataDirectory(folder)).not.toThrow()
})

test('a claim that meanwhile belongs to another process is not removed', () => {
  const giveUp = claimDataDirectory(folder)
  writeFileSync(claimFile(), `${process.ppid}\n\n`)
  giveUp()
  expect(existsSync(claimFile())).toBe(true)
})

test('aliveness of processes', () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  expect([isAlive(process.pid), isAlive(pid)]).toEqual([true, false])
})

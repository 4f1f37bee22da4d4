import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compared, type Reading, type StoredItem, settled } from './comparison.ts'
import { compile, isInLine, placeKey, type Wanted } from './compile.ts'
import type { ConfiguredStation, Template } from './template.ts'

const STATION: ConfiguredStation = {
  identity: 'CS-1',
  version: '1.6',
  vendor: 'Norrvolt',
  model: 'Duo 22',
  firmwareVersion: '1.2.3',
  siteId: null,
}

function template(changed: Partial<Template> = {}): Template {
  return { templateId: 'T', name: 'T', priority: 0, version: 1, conditions: {}, entries: [], ...changed }
}

const HOUR_MS = 3_600_000
const key = (name: string, value: string) => ({ kind: 'key', key: name, value }) as const

describe('compile', () => {
  test('of two templates the one with the higher priority wins, names without case', () => {
    const low = template({ entries: [key('A', '1'), key('B', '1')] })
    const high = template({ name: 'A', priority: 1, entries: [key('a', '2')] })
    expect(compile([high, low], STATION).map(({ variable, value }) => [variable, value])).toEqual([
      ['a', '2'],
      ['B', '1'],
    ])
  })

  test.each([
    [{}, true],
    [{ ocppVersions: ['2.1' as const] }, false],
    [{ vendors: ['norrvolt'], models: ['duo*'], firmwares: ['1.2.*'] }, true],
    [{ vendors: ['norrvolt'], firmwares: ['1.3.*'] }, false],
    [{ siteIds: ['0190f0a0-0000-7000-8000-000000000000'] }, false],
    [{ stationIds: ['cs-1'] }, true],
  ])('conditions %j hold for the station: %s', (conditions, holds) => {
    expect(compile([template({ conditions, entries: [key('A', '1')] })], STATION)).toHaveLength(holds ? 1 : 0)
  })

  test('a neutral setting is a key or a variable, as the version has it', () => {
    const entries = [
      { kind: 'setting', setting: 'transactionMessageAttempts', value: '10' },
      { kind: 'setting', setting: 'retryBackOffWaitMinimum', value: '10' },
    ] as const
    expect(compile([template({ entries })], STATION)).toMatchObject([
      { component: '', variable: 'TransactionMessageAttempts' },
    ])
    expect(compile([template({ entries })], { ...STATION, version: '2.0.1' })).toMatchObject([
      { component: 'OCPPCommCtrlr', variable: 'MessageAttempts', variableInstance: 'TransactionEvent' },
      { component: 'OCPPCommCtrlr', variable: 'RetryBackOffWaitMinimum' },
    ])
  })
})

test.each([
  [{ value: '10', min: 10 }, '12', true],
  [{ value: '10', min: 10 }, '9', false],
  [{ value: '10', min: 10 }, '', false],
  [{ value: '60', min: 10, max: 300 }, '0', false],
  [{ value: 'true' }, 'TRUE', true],
  [{ value: '10' }, ' 10.0', true],
  [{ value: 'A,B' }, 'A, B', true],
  [{ value: 'A,B' }, 'B,A', false],
])('%j with %j is in line: %s', (wanted, actual, expected) => {
  expect(isInLine({ min: undefined, max: undefined, ...wanted }, actual)).toBe(expected)
})

const WANTED = compile([template({ entries: [key('A', '5')] })], STATION)
const PLACE = placeKey(WANTED[0] as Wanted)

/** One comparison and, when it is to be set, what the station says to it. */
function round(
  before: StoredItem | undefined,
  reading: Reading,
  { answer, nowMs }: { answer: string | undefined; nowMs: number },
): { readonly item: StoredItem; readonly isSet: boolean } {
  const remembered = new Map(before === undefined ? [] : [[PLACE, before]])
  const context = { nowMs, bootedAtMs: null, firmwareVersion: '1', ruleOf: () => undefined }
  const [item] = compared(WANTED, remembered, new Map([[PLACE, reading]]), context)
  if (item === undefined) throw new Error('nothing was compared')
  const isSet = item.state === 'applying'
  return { item: settled(item, '5', answer === undefined ? undefined : { status: answer }, nowMs), isSet }
}

describe('a value that does not take', () => {
  test('is sent ever more rarely, whatever the station says and however often it is compared', () => {
    const answers = fc.array(fc.constantFrom('Rejected', 'Accepted', 'RebootRequired', 'UnknownVariable'), {
      minLength: 200,
      maxLength: 200,
    })
    void fc.assert(
      fc.property(answers, (words) => {
        let item: StoredItem | undefined
        let sets = 0
        // Compared once a minute for 200 minutes, and never in line.
        for (const [minute, answer] of words.entries()) {
          const done = round(item, { status: 'Accepted', value: '1' }, { answer, nowMs: minute * 60_000 })
          item = done.item
          if (done.isSet) sets += 1
        }
        expect(sets).toBeLessThanOrEqual(6)
      }),
    )
  })

  test('that the station accepts and does not keep is given up after three times, for a while', () => {
    const accepted = { answer: 'Accepted' }
    let done = round(undefined, { status: 'Accepted', value: '1' }, { ...accepted, nowMs: 0 })
    for (const nowMs of [1, 2]) done = round(done.item, { status: 'Accepted', value: '1' }, { ...accepted, nowMs })
    expect(done).toMatchObject({ isSet: true, item: { attempts: 3 } })
    const given = round(done.item, { status: 'Accepted', value: '1' }, { ...accepted, nowMs: 3 })
    expect(given).toMatchObject({ isSet: false, item: { state: 'rejected', nextTryAtMs: 3 + 4 * HOUR_MS } })
  })

  test('is tried again under another firmware', () => {
    const first = round(undefined, { status: 'Accepted', value: '1' }, { answer: 'Rejected', nowMs: 0 })
    expect(first.item).toMatchObject({ state: 'rejected', attempts: 1, nextTryAtMs: HOUR_MS })
    const context = { nowMs: 1000, bootedAtMs: null, firmwareVersion: '2', ruleOf: () => undefined }
    const readings = new Map([[PLACE, { status: 'Accepted', value: '1' }]])
    expect(compared(WANTED, new Map([[PLACE, first.item]]), readings, context)).toMatchObject([{ state: 'applying' }])
  })

  test('is not sent at all when it breaks a rule, or the station has no such place', () => {
    const context = { nowMs: 0, bootedAtMs: null, firmwareVersion: '1', ruleOf: () => 'must be 4' }
    const wrong = new Map([[PLACE, { status: 'Accepted', value: '1' }]])
    expect(compared(WANTED, new Map(), wrong, context)).toMatchObject([{ state: 'rejected', reason: 'must be 4' }])
    const missing = new Map([[PLACE, { status: 'UnknownKey' }]])
    expect(compared(WANTED, new Map(), missing, context)).toMatchObject([{ state: 'rejected', reason: 'UnknownKey' }])
  })
})

test('what waits for a reboot is in line only after one', () => {
  const first = round(undefined, { status: 'Accepted', value: '1' }, { answer: 'RebootRequired', nowMs: 10 })
  const readings = new Map([[PLACE, { status: 'Accepted', value: '5' }]])
  const at = (bootedAtMs: number) =>
    compared(WANTED, new Map([[PLACE, first.item]]), readings, {
      nowMs: 100,
      bootedAtMs,
      firmwareVersion: '1',
      ruleOf: () => undefined,
    })
  expect(at(10)).toMatchObject([{ state: 'rebootRequired' }])
  expect(at(11)).toMatchObject([{ state: 'inLine' }])
  expect(at(50)).toMatchObject([{ state: 'inLine', attempts: 0 }])
})

test('what cannot be read counts as there once the station has accepted it', () => {
  const unreadable: Reading = { status: 'Rejected' }
  const first = round(undefined, unreadable, { answer: 'Accepted', nowMs: 0 })
  expect(first.isSet).toBe(true)
  expect(first.item).toMatchObject({ state: 'inLine' })
  expect(round(first.item, unreadable, { answer: undefined, nowMs: 1 })).toMatchObject({
    isSet: false,
    item: { state: 'inLine' },
  })
})

import { expect, test } from 'vitest'
import { expectationOf } from './expectation.ts'

test.each([
  ['1.6', '[2,"a","Heartbeat",{}]', 'once'],
  ['1.6', ' [2 , "a", "NoSuchAction", {"x":[1]}]\n', 'once'],
  ['1.6', '[6,"a","NotifyPeriodicEventStream",{}]', 'free'],
  ['2.1', '[6,"a","NotifyPeriodicEventStream",{}]', 'never'],
  ['2.1', '[2,"","Heartbeat",{}]', 'free'],
  ['2.1', `[2,"${'x'.repeat(37)}","Heartbeat",{}]`, 'free'],
  ['2.1', '[2,"a","Heartbeat"]', 'free'],
  ['2.1', '[2,"a","Heartbeat",[]]', 'free'],
  ['2.1', '[3,"a",{}]', 'free'],
  ['2.1', `[2,"a","DataTransfer",{"data":${'['.repeat(30)}${']'.repeat(30)}}]`, 'once'],
  ['2.1', `[2,"a","DataTransfer",{"data":${'['.repeat(31)}${']'.repeat(31)}}]`, 'free'],
  ['2.1', `[2,"a","DataTransfer",{"data":"${'x'.repeat(66_000)}"}]`, 'free'],
])('%s %s is answered: %s', (version, text, kind) => {
  expect(expectationOf(version, text).kind).toBe(kind)
})

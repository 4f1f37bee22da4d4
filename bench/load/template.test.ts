import { expect, test } from 'vitest'
import { createFrameReader } from '../rig/websocket-frame.ts'
import { fillTemplate, parseTemplate } from './template.ts'

/** What a server sees: the mask bit taken away, since the key is zero. */
function payloadOf(frame: Buffer): unknown {
  const bare = Buffer.from(frame)
  const short = (bare[1] ?? 0) & 0x7f
  const maskAt = short === 126 ? 4 : 2
  bare[1] = short
  let text = ''
  createFrameReader((_, payload) => {
    text = payload.toString()
  })(Buffer.concat([bare.subarray(0, maskAt), bare.subarray(maskAt + 4)]))
  return JSON.parse(text)
}

test('a filled template is JSON with the values in place', () => {
  const template = parseTemplate(
    '[2,"{{id}}","A",{"t":"{{at}}","v":{{wh}},"tx":{{tx}},"s":{{seq}},"again":{{seq}},"k":"{{key}}","n":"{{station}}"}]',
  )
  const frame = Buffer.from(template.frame)
  const values = { messageNumber: 42, atMs: 0, registerWh: 1_234_567_890, transaction: 7, seqNo: 0, stationNumber: 9 }
  fillTemplate(template, frame, values)
  const payload = {
    t: '1970-01-01T00:00:00.000Z',
    v: 1_234_567_890,
    tx: 7,
    s: 0,
    again: 0,
    k: '000000000007',
    n: '000009',
  }
  expect(payloadOf(frame)).toEqual([2, '000000000042', 'A', payload])
  fillTemplate(template, frame, { ...values, registerWh: 5 })
  expect(payloadOf(frame)).toEqual([2, '000000000042', 'A', { ...payload, v: 5 }])
})

test('an unknown slot is refused', () => {
  expect(() => parseTemplate('{{nope}}')).toThrow('{{nope}} is not a slot')
})

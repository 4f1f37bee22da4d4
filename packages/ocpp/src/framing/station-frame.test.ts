import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds } from '../testing/holds.ts'
import { parseFrame } from './parse-frame.ts'
import { parseStationFrame } from './station-frame.ts'

/** As stations may write it: characters as they are, or escaped. */
function written(elements: unknown, escaped: boolean): string {
  const text = JSON.stringify(elements)
  if (!escaped) return text
  return text.replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

test.each([true, false])('takes controls out of all that a frame says (escaped: %s)', (escaped) => {
  const said = { 'a\u001b[2J': ['\u202eevil\u202c', { x: 'b\u009b31m\u200f' }], plain: 'Zoë 😀 \u{e9}' }
  const shown = { 'a\ufffd[2J': ['\ufffdevil\ufffd', { x: 'b\ufffd31m\ufffd' }], plain: 'Zoë 😀 \u{e9}' }
  const read = (elements: unknown) => parseStationFrame('2.1', written(elements, escaped))
  expect(read([2, 'id\u202e', 'Boot\u0007', said])).toMatchObject({
    messageId: 'id\u202e',
    action: 'Boot\ufffd',
    payload: shown,
  })
  expect(read([3, 'id', said])).toMatchObject({ payload: shown })
  expect(read([4, 'id', 'Code\u0008', 'why\u000c', said])).toMatchObject({
    code: 'Code\ufffd',
    description: 'why\ufffd',
    details: shown,
  })
})

test('keeps line ends and tabs, and names that every object has', () => {
  const frame = parseStationFrame('1.6', '[2,"1","X",{"__proto__":{"a":"\\u0007"},"pem":"a\\r\\n\\tb"}]')
  const payload = frame.kind === 'call' ? frame.payload : {}
  expect(Object.entries(payload)).toEqual([
    ['__proto__', { a: '\ufffd' }],
    ['pem', 'a\r\n\tb'],
  ])
})

test('nothing that is shown is a control, however it was written, and what has none is as it came', () => {
  const CONTROL = /[^\P{Cc}\0\t\n\r]|\p{Bidi_Control}/u
  const text = fc.string({ unit: 'binary' })
  const textsIn = (payload: object) => Object.entries(payload).flat(2)
  holds(
    fc.property(fc.dictionary(text, fc.array(text)), fc.boolean(), (payload, escaped) => {
      const sent = written([2, 'id', 'Action', payload], escaped)
      const frame = parseStationFrame('2.1', sent)
      const shown = textsIn(frame.kind === 'call' ? frame.payload : {})
      expect(shown.filter((one) => CONTROL.test(one))).toEqual([])
      if (!textsIn(payload).some((one) => CONTROL.test(one))) expect(frame).toEqual(parseFrame('2.1', sent))
    }),
  )
})

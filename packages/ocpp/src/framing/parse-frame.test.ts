import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../testing/holds.ts'
import type { OcppVersion } from '../vocabulary/dialect.ts'
import { type Frame, type MalformedFrame, wantsCallError } from './frame.ts'
import { parseFrame } from './parse-frame.ts'

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']

function parse(elements: unknown, version: OcppVersion = '2.0.1'): Frame | MalformedFrame {
  return parseFrame(version, JSON.stringify(elements))
}

describe('parseFrame: frames in order', () => {
  it('reads a call', () => {
    expect(parse([2, 'a', 'Heartbeat', {}])).toEqual({
      kind: 'call',
      messageId: 'a',
      action: 'Heartbeat',
      payload: {},
      notes: [],
    })
  })

  it('reads a result and an error', () => {
    expect(parse([3, 'a', { status: 'Accepted' }])).toMatchObject({
      kind: 'callResult',
      payload: { status: 'Accepted' },
    })
    expect(parse([4, 'a', 'NotSupported', 'no', { x: 1 }])).toEqual({
      kind: 'callError',
      messageId: 'a',
      code: 'NotSupported',
      description: 'no',
      details: { x: 1 },
      notes: [],
    })
  })

  it('reads SEND and CALLRESULTERROR in 2.1 only', () => {
    expect(parse([6, 'a', 'NotifyPeriodicEventStream', {}], '2.1').kind).toBe('send')
    expect(parse([5, 'a', 'GenericError', '', {}], '2.1').kind).toBe('callResultError')
    for (const version of ['1.6', '2.0.1'] as const) {
      expect(parse([6, 'a', 'X', {}], version)).toMatchObject({ kind: 'malformed', code: 'MessageTypeNotSupported' })
      expect(parse([5, 'a', 'X', '', {}], version)).toMatchObject({ kind: 'malformed', messageId: 'a' })
    }
  })
})

describe('parseFrame: tolerances', () => {
  it.each([
    ['a numeric id', [2, 17, 'Heartbeat', {}], { kind: 'call', messageId: '17' }],
    ['an id of 255 characters', [2, 'x'.repeat(255), 'Heartbeat', {}], { kind: 'call' }],
    ['a type number as text', ['2', 'a', 'Heartbeat', {}], { kind: 'call' }],
    ['an absent payload', [2, 'a', 'Heartbeat'], { kind: 'call', payload: {} }],
    ['a null payload', [3, 'a', null], { kind: 'callResult', payload: {} }],
    ['elements too many', [2, 'a', 'Heartbeat', {}, 1], { kind: 'call' }],
    [
      'an error with nothing in it',
      [4, 'a'],
      { kind: 'callError', code: 'GenericError', description: '', details: {} },
    ],
  ])('notes %s', (_title, elements, expected) => {
    const frame = parse(elements)
    expect(frame).toMatchObject(expected)
    expect(frame).toHaveProperty('notes.0')
  })
})

describe('parseFrame: malformed text', () => {
  it.each([
    ['no JSON', 'hello', 'RpcFrameworkError', '-1', true],
    ['no array', '{"a":1}', 'RpcFrameworkError', '-1', true],
    ['an empty array', '[]', 'MessageTypeNotSupported', '-1', true],
    ['an unknown type', '[9,"a","X",{}]', 'MessageTypeNotSupported', 'a', true],
    ['an empty id', '[2,"","X",{}]', 'RpcFrameworkError', '-1', true],
    ['an id that is no text', '[2,{},"X",{}]', 'RpcFrameworkError', '-1', true],
    ['an endless id', `[2,"${'x'.repeat(256)}","X",{}]`, 'RpcFrameworkError', '-1', true],
    ['an action that is no text', '[2,"a",{},{}]', 'RpcFrameworkError', 'a', true],
    ['an empty action', '[2,"a","",{}]', 'RpcFrameworkError', 'a', true],
    ['a payload that is a list', '[2,"a","X",[]]', 'FormatViolation', 'a', true],
    ['a result that is text', '[3,"a","X"]', 'FormatViolation', 'a', false],
    ['nesting too deep', `[2,"a","X",${'['.repeat(32)}${']'.repeat(32)}]`, 'RpcFrameworkError', '-1', true],
  ])('answers %s', (_title, text, code, messageId, answered) => {
    const frame = parseFrame('2.0.1', text)
    expect(frame).toMatchObject({ kind: 'malformed', code, messageId })
    expect(frame.kind === 'malformed' && wantsCallError(frame)).toBe(answered)
  })

  it('keeps hostile text out of its sentences', () => {
    const frame = parse([{ x: 'y'.repeat(1000) }, 'a'])
    expect(frame).toMatchObject({ kind: 'malformed' })
    expect(frame.kind === 'malformed' && frame.reason.length).toBeLessThan(100)
  })
})

describe('parseFrame: total', () => {
  const anyVersion = fc.constantFrom(...VERSIONS)

  it('on any text', () => {
    holds(
      fc.property(anyVersion, fc.string({ unit: 'binary' }), (version, text) => {
        expect(parseFrame(version, text).kind).toBeTypeOf('string')
      }),
    )
  })

  it('on any JSON, and a frame it gives can be answered by its id', () => {
    const element = fc.oneof(fc.jsonValue(), fc.constantFrom(2, 3, 4, 5, 6))
    holds(
      fc.property(anyVersion, fc.array(element, { maxLength: 6 }), (version, elements) => {
        const frame = parseFrame(version, JSON.stringify(elements))
        expect(frame.messageId.length).toBeGreaterThan(0)
        expect(frame.messageId.length).toBeLessThanOrEqual(255)
      }),
    )
  })

  it('on valid frames with characters changed, removed or repeated', () => {
    const text = JSON.stringify([
      2,
      'id-1',
      'StatusNotification',
      { connectorId: 1, info: 'a "b" \\ c', x: [1, { y: null }] },
    ])
    const edit = fc.record({ at: fc.nat(text.length), cut: fc.nat(3), put: fc.string({ maxLength: 3 }) })
    holds(
      fc.property(anyVersion, fc.array(edit, { maxLength: 5 }), (version, edits) => {
        const mutated = edits.reduce((t, { at, cut, put }) => t.slice(0, at) + put + t.slice(at + cut), text)
        const frame = parseFrame(version, mutated)
        expect(['call', 'send', 'callResult', 'callError', 'callResultError', 'malformed']).toContain(frame.kind)
      }),
    )
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../testing/holds.ts'
import type { OcppVersion } from '../vocabulary/dialect.ts'
import { encodeCall, encodeCallError, encodeCallResult, encodeCallResultError, encodeSend } from './encode-frame.ts'
import { errorCodeOnWire, readErrorCode } from './error-code.ts'
import { parseFrame } from './parse-frame.ts'

const anyVersion = fc.constantFrom<OcppVersion>('1.6', '2.0.1', '2.1')

describe('encoders', () => {
  it('write compact JSON', () => {
    expect(encodeCall('1', 'Heartbeat', {})).toBe('[2,"1","Heartbeat",{}]')
    expect(encodeCall('1', 'Heartbeat', undefined)).toBe('[2,"1","Heartbeat",{}]')
    expect(encodeCallResult('1', { currentTime: 'x' })).toBe('[3,"1",{"currentTime":"x"}]')
    expect(encodeCallResult('1', undefined)).toBe('[3,"1",{}]')
    expect(encodeSend('1', 'NotifyPeriodicEventStream', { id: 1 })).toBe('[6,"1","NotifyPeriodicEventStream",{"id":1}]')
    expect(encodeSend('1', 'X', undefined)).toBe('[6,"1","X",{}]')
  })

  it('spell error codes as the version does', () => {
    const error = { code: 'OccurrenceConstraintViolation', description: 'd' } as const
    expect(encodeCallError('1.6', '1', error)).toBe('[4,"1","OccurenceConstraintViolation","d",{}]')
    expect(encodeCallError('2.0.1', '1', error)).toBe('[4,"1","OccurrenceConstraintViolation","d",{}]')
    expect(encodeCallResultError('1', { code: 'FormatViolation', description: '', details: { a: 1 } })).toBe(
      '[5,"1","FormatViolation","",{"a":1}]',
    )
    expect(errorCodeOnWire('1.6', 'FormatViolation')).toBe('FormationViolation')
    expect(errorCodeOnWire('1.6', 'MessageTypeNotSupported')).toBe('ProtocolError')
    expect(errorCodeOnWire('1.6', 'RpcFrameworkError')).toBe('GenericError')
    expect(errorCodeOnWire('1.6', 'NotSupported')).toBe('NotSupported')
  })

  it('read back what they write', () => {
    expect(readErrorCode('FormationViolation')).toBe('FormatViolation')
    expect(readErrorCode('OccurenceConstraintViolation')).toBe('OccurrenceConstraintViolation')
    expect(readErrorCode('NotSupported')).toBe('NotSupported')
    expect(readErrorCode('constructor')).toBe('GenericError')
  })
})

describe('encodeCallError', () => {
  it('cuts the description at 255 characters, not within one', () => {
    const frame = parseFrame('2.1', encodeCallError('2.1', 'a', { code: 'GenericError', description: 'x'.repeat(300) }))
    expect(frame).toMatchObject({ description: 'x'.repeat(255) })
    const emoji = `${'x'.repeat(254)}\u{1f50c}\u{1f50c}`
    expect(parseFrame('2.1', encodeCallError('2.1', 'a', { code: 'GenericError', description: emoji }))).toMatchObject({
      description: 'x'.repeat(254),
    })
  })

  it('leaves out details that cannot be written', () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    const throwing = {
      toJSON(): never {
        throw new Error('no')
      },
    }
    for (const details of [cycle, throwing, { n: 1n }, [1], 'text', null, () => 0]) {
      expect(encodeCallError('2.1', 'a', { code: 'GenericError', description: '', details })).toBe(
        '[4,"a","GenericError","",{}]',
      )
    }
  })

  it('is total: any values give one frame that parses', () => {
    const anyThing = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })
    holds(
      fc.property(anyVersion, anyThing, anyThing, (version, messageId, error) => {
        // The types forbid what is tested here: values that reach the error path by a mistake of ours.
        const text = encodeCallError(version, messageId as string, error as never)
        expect(JSON.parse(text)).toHaveLength(5)
        expect(['callError', 'malformed']).toContain(parseFrame(version, text).kind)
      }),
    )
  })

  it('is total on fields of any kind', () => {
    holds(
      fc.property(anyVersion, fc.anything({ withBigInt: true }), fc.anything({ withBigInt: true }), (version, a, b) => {
        const text = encodeCallError(version, 'id', { code: a as never, description: b as never, details: a })
        expect(parseFrame(version, text)).toMatchObject({ kind: 'callError', messageId: 'id', notes: [] })
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { identifier, int32, modelName, optionalInt32, place, registerWh } from './bounds.ts'

describe('bounds', () => {
  it('believe only numbers that stations have', () => {
    expect(place(2, 1)).toEqual({ evseId: 2, connectorId: 1 })
    expect(place(2, 0)).toEqual({ evseId: 2, connectorId: 0 })
    for (const evseId of [0, -1, 10_000, 2 ** 31, 1e300])
      expect(place(evseId, 1)).toEqual({ evseId: 0, connectorId: 0 })
    for (const connectorId of [-1, 10_000]) expect(place(1, connectorId)).toEqual({ evseId: 1, connectorId: 0 })
  })

  it('hold integers within 32 bits, registers within exact numbers', () => {
    expect([-1, 2 ** 31, -(2 ** 40), 1e300].map(int32)).toEqual([-1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31 - 1])
    expect(optionalInt32(undefined)).toBeUndefined()
    expect(optionalInt32(7)).toBe(7)
    expect([5, 1e300, -1e300].map(registerWh)).toEqual([5, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])
  })

  it('hold identifiers to the form that storage gives back', () => {
    expect(identifier('04A22B119C6F80')).toBe('04A22B119C6F80')
    expect(identifier('A\0B\0')).toBe('AB')
    expect(identifier('A\ud800B')).toBe('A\ufffdB')
    expect(identifier('\u{1F600}'.repeat(200)).isWellFormed()).toBe(true)
    expect(identifier('x'.repeat(60_000))).toHaveLength(255)
    expect(modelName('Heartbeat\0Interval'.repeat(1000))).toHaveLength(128)
  })
})

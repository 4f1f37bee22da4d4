import { describe, expect, it } from 'vitest'
import { ACTIONS, actionsOf, directionOf, isAction, mayBeCalledOn } from './actions.ts'
import { schemaOf } from './schemas.ts'

const VERSIONS = ['1.6', '2.0.1', '2.1'] as const

describe('action tables', () => {
  it('have every action of each version', () => {
    expect(VERSIONS.map((version) => actionsOf(version).length)).toEqual([39, 64, 91])
  })

  it('have a schema for each request and, but for the one SEND, each response', () => {
    for (const version of VERSIONS) {
      const actions = actionsOf(version)
      expect(actions.filter((action) => schemaOf(version, action, 'request') === undefined)).toEqual([])
      const withoutResponse = actions.filter((action) => schemaOf(version, action, 'response') === undefined)
      expect(withoutResponse).toEqual(version === '2.1' ? ['NotifyPeriodicEventStream'] : [])
    }
  })

  it('know who calls whom', () => {
    expect(directionOf('1.6', 'StartTransaction')).toBe('toCsms')
    expect(directionOf('2.0.1', 'StartTransaction')).toBeUndefined()
    expect(ACTIONS['2.1'].Reset).toBe('toStation')
    expect(mayBeCalledOn('csms', '2.0.1', 'TransactionEvent')).toBe(true)
    expect(mayBeCalledOn('station', '2.0.1', 'TransactionEvent')).toBe(false)
    expect(mayBeCalledOn('station', '1.6', 'DataTransfer')).toBe(true)
    expect(mayBeCalledOn('csms', '1.6', 'DataTransfer')).toBe(true)
    expect(actionsOf('1.6', 'toCsms')).toHaveLength(14)
    expect(actionsOf('1.6', 'toStation')).toHaveLength(26)
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])('do not know %j', (action) => {
    for (const version of VERSIONS) {
      expect(isAction(version, action)).toBe(false)
      expect(mayBeCalledOn('csms', version, action)).toBe(false)
      expect(schemaOf(version, action, 'request')).toBeUndefined()
    }
  })
})

import type { OcppVersion } from '../vocabulary/dialect.ts'
import { ACTIONS_16 } from './actions-16.ts'
import { ACTIONS_21 } from './actions-21.ts'
import { ACTIONS_201 } from './actions-201.ts'
import type { ActionOf, Direction } from './types.ts'

/** Every action by version, with the side that may call it. */
export const ACTIONS = { '1.6': ACTIONS_16, '2.0.1': ACTIONS_201, '2.1': ACTIONS_21 } as const

// Maps, because an action is text from the other side: `constructor` must not be found.
const DIRECTIONS: Readonly<Record<OcppVersion, ReadonlyMap<string, Direction>>> = {
  '1.6': new Map(Object.entries(ACTIONS_16)),
  '2.0.1': new Map(Object.entries(ACTIONS_201)),
  '2.1': new Map(Object.entries(ACTIONS_21)),
}

/** Whether text names an action of the version, in any direction. */
export function isAction<V extends OcppVersion>(version: V, action: string): action is ActionOf<V> {
  return DIRECTIONS[version].has(action)
}

/** Which side may call an action; undefined when the version has no such action. */
export function directionOf(version: OcppVersion, action: string): Direction | undefined {
  return DIRECTIONS[version].get(action)
}

/** Whether a side may be asked for an action. */
export function mayBeCalledOn(side: 'csms' | 'station', version: OcppVersion, action: string): boolean {
  const direction = directionOf(version, action)
  return direction === 'both' || direction === (side === 'csms' ? 'toCsms' : 'toStation')
}

/** All action names of a version, optionally of one direction (actions of both directions belong to each). */
export function actionsOf(version: OcppVersion, direction?: 'toCsms' | 'toStation'): readonly string[] {
  const all = [...DIRECTIONS[version]]
  return all
    .filter(([, its]) => direction === undefined || its === direction || its === 'both')
    .map(([action]) => action)
}

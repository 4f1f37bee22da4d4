import { type EvseRef, WHOLE_STATION } from '../vocabulary/identity.ts'

/** Highest EVSE or connector number that is believed. */
const HIGHEST_NUMBER = 9999
const INT32_MAX = 2_147_483_647
/** The standards end at 255; no longer text finds its row again. */
const LONGEST_IDENTIFIER = 255
/** Names of components, variables and settings: the standards end at 50, and four of them make one key. */
const LONGEST_NAME = 128

/** Where a report belongs; numbers that no station has say nothing about the place. */
export function place(evseId: number, connectorId: number): EvseRef {
  if (evseId <= 0 || evseId > HIGHEST_NUMBER) return WHOLE_STATION
  return { evseId, connectorId: connectorId < 0 || connectorId > HIGHEST_NUMBER ? 0 : connectorId }
}

/** An integer as the standards define it, signed 32 bit (part 2, primitive datatypes); beyond it, the nearest there is. */
export function int32(value: number): number {
  return Math.min(Math.max(value, -INT32_MAX - 1), INT32_MAX)
}

/** The same for a field that may be absent. */
export function optionalInt32(value: number | undefined): number | undefined {
  return value === undefined ? undefined : int32(value)
}

/** A register in Wh; lifetime registers pass 32 bits, but not what a number holds exactly. */
export function registerWh(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
}

/** Text by which things are found again, in the one form that storage keeps too: bounded, no U+0000, no half surrogate pairs. */
export function identifier(text: string, longest: number = LONGEST_IDENTIFIER): string {
  return text.replaceAll('\0', '').slice(0, longest).toWellFormed()
}

/** The same for names in a station's device model and configuration. */
export function modelName(text: string): string {
  return identifier(text, LONGEST_NAME)
}

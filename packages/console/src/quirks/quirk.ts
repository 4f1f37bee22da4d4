import type { StationDetail } from '@stationmaster/server/contract'

export type Quirks = StationDetail['quirks']

/** Tolerances that are on or off; the first of all, missingSubprotocol, names a version. */
export const quirkSwitches = [
  'emptyBasicUser',
  'reversedIdToken',
  'plainAuthorizationKey',
  'constantStart',
] as const satisfies readonly (keyof Quirks)[]

export const allQuirks = ['missingSubprotocol', ...quirkSwitches] as const satisfies readonly (keyof Quirks)[]

/** Those that are switched on. */
export function quirksOn(quirks: Quirks): readonly (keyof Quirks)[] {
  return allQuirks.filter((name) => quirks[name] !== undefined && quirks[name] !== false)
}

/** Whether a station has all tolerances of a profile, as the server counts them. */
export function hasAll(quirks: Quirks, wanted: Quirks): boolean {
  const names = quirksOn(wanted)
  return names.length > 0 && names.every((name) => quirks[name] === wanted[name])
}

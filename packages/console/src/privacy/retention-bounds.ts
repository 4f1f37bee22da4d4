import type { RETENTION_BOUNDS, RetentionKind } from '@stationmaster/server/contract'

/** The same of every kind. */
export function ofEachKind<Value>(valueFor: (kind: RetentionKind) => Value): Record<RetentionKind, Value> {
  return {
    frames: valueFor('frames'),
    meterSamples: valueFor('meterSamples'),
    sessionTokens: valueFor('sessionTokens'),
    audit: valueFor('audit'),
    refusedHandshakes: valueFor('refusedHandshakes'),
    refusedRows: valueFor('refusedRows'),
    mails: valueFor('mails'),
    logFiles: valueFor('logFiles'),
  }
}

type Bounds = { readonly [Kind in RetentionKind]: Pick<(typeof RETENTION_BOUNDS)[Kind], 'least' | 'most'> }

/** Copied from the contract, whose schemas this screen does without; the compiler compares the two. */
export const retentionBounds: Bounds = {
  frames: { least: 1, most: 3650 },
  meterSamples: { least: 30, most: 3650 },
  sessionTokens: { least: 30, most: 3650 },
  audit: { least: 366, most: 3650 },
  refusedHandshakes: { least: 1, most: 7 },
  refusedRows: { least: 1, most: 365 },
  mails: { least: 1, most: 30 },
  logFiles: { least: 1, most: 365 },
}

/** Codes of OCPP ReadingContext in `meter_samples.context`. They are stored: never renumber. */
const CODES: ReadonlyMap<string, number> = new Map([
  ['Interruption.Begin', 1],
  ['Interruption.End', 2],
  ['Other', 3],
  ['Sample.Clock', 4],
  ['Sample.Periodic', 5],
  ['Transaction.Begin', 6],
  ['Transaction.End', 7],
  ['Trigger', 8],
])

const OTHER = 3

/** The code of a reading context; a context no version knows is Other. */
export function meterContextCode(context: string): number {
  return CODES.get(context) ?? OTHER
}

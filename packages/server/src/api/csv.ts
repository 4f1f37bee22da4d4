import { stringify } from 'csv-stringify/sync'

/** A cell as a spreadsheet may get it. */
export type Cell = string | number | boolean | null

/**
 * Rows of CSV (RFC 4180). A text that a spreadsheet would take for a formula, because it begins with = + - @, a tab or
 * a carriage return, gets an apostrophe in front.
 */
export function csvRows(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: 'windows', cast: { boolean: String } },
  )
}

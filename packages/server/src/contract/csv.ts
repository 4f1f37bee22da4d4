/** A cell as a spreadsheet may get it. */
export type Cell = string | number | boolean | null

/** One line of a CSV file (RFC 4180), with its end. No text in it is run as a formula. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(typeof cell === 'string' ? guardCell(cell) : String(cell ?? ''))).join(',')}\r\n`
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** What makes a spreadsheet take a cell for a formula, with the apostrophes that already guard it. */
const RISKY = /^'*(?:\s*[=+\-@]|[\t\r])/
const GUARDED = /^'+(?:\s*[=+\-@]|[\t\r])/
const NEGATIVE = /^-\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i

/** A cell that no spreadsheet runs: one that would begin a formula gets a leading apostrophe; a number stays one. */
export function guardCell(text: string): string {
  return RISKY.test(text) && !NEGATIVE.test(text) ? `'${text}` : text
}

/** The text of a cell that `guardCell` has written. */
export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}

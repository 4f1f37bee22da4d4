/** What makes a spreadsheet take a cell for a formula, with the apostrophes that already guard it. */
const RISKY = /^'*[=+\-@\t\r]/
const GUARDED = /^'+[=+\-@\t\r]/

/** A cell that no spreadsheet runs: one that would begin a formula gets a leading apostrophe. */
export function guardCell(text: string): string {
  return RISKY.test(text) ? `'${text}` : text
}

/** The text of a cell that `guardCell` has written. */
export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}

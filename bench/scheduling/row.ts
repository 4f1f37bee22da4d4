/** A figure that must be reached, and what was measured. */
export interface Row {
  readonly name: string
  readonly limit: string
  readonly measured: string
  /** `undefined` for a figure that is shown beside the ones that count. */
  readonly isHeld: boolean | undefined
}

/** Prints a table of rows. Returns whether all that count are held. */
export function printRows(title: string, rows: readonly Row[]): boolean {
  console.log(`\n### ${title}\n\n| figure | limit | measured | |\n| --- | --- | --- | --- |`)
  for (const { name, limit, measured, isHeld } of rows) {
    console.log(
      `| ${name} | ${limit} | ${measured} | ${isHeld === undefined ? '' : isHeld ? 'reached' : '**MISSED**'} |`,
    )
  }
  return rows.every(({ isHeld }) => isHeld !== false)
}

/** Says aloud that figures cannot be measured here. They do not count as held. */
export function printAbsent(title: string, file: string): boolean {
  console.log(`\n### ${title}\n\n**NOT MEASURED: ../shared/data/${file}.gz is not there.**`)
  return false
}

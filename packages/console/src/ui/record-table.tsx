import type { ReactNode } from 'react'
import classes from './record-table.module.css'

export interface RecordColumn<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
}

interface RecordTableProps<Row> {
  readonly label: string
  readonly columns: readonly RecordColumn<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Instead of rows when there are none. */
  readonly empty: ReactNode
}

/** A plain table for a few dozen rows; it slides sideways where it is too wide, and is a list of cards on a phone. */
export function RecordTable<Row>({ label, columns, rows, keyOf, empty }: RecordTableProps<Row>) {
  if (rows.length === 0) return empty
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className={classes['scroll']} tabIndex={0} aria-label={label}>
      <table className={classes['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, header }) => (
              <th key={id} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ id, header, cell }) => (
                <td key={id} data-label={header}>
                  <div>{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

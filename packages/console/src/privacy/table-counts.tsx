import { useFormat } from '../app/i18n/use-format.ts'
import { Raw } from '../ui/facts.tsx'

interface TableCountsProps {
  readonly label: string
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
}

/** How many rows of which table. */
export function TableCounts({ label, tables }: TableCountsProps) {
  const format = useFormat()
  return (
    <details>
      <summary>{label}</summary>
      <ul style={{ margin: '4px 0 0', paddingInlineStart: 20 }}>
        {tables.map(({ table, rows }) => (
          <li key={table}>
            <Raw>{table}</Raw>: {format.number(rows)}
          </li>
        ))}
      </ul>
    </details>
  )
}

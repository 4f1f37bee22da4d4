import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import classes from './data-table.module.css'

export interface Sort {
  readonly by: string
  readonly descending: boolean
}

interface SortHeaderProps {
  readonly column: {
    readonly id: string
    readonly header: string
    readonly align?: 'end'
    readonly sortValue?: unknown
  }
  readonly sort: Sort | undefined
  readonly onSort: ((sort: Sort | undefined) => void) | undefined
}

/** Heading of a column; a button when the column can be sorted: up, down, off. */
export function SortHeader({ column, sort, onSort }: SortHeaderProps) {
  const className = column.align === 'end' ? classes['end'] : classes['cell']
  if (column.sortValue === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className}>
        {column.header}
      </th>
    )
  }
  const active = sort?.by === column.id ? sort : undefined
  const direction = active === undefined ? 'none' : active.descending ? 'descending' : 'ascending'
  const Icon = { none: ChevronsUpDown, ascending: ArrowUp, descending: ArrowDown }[direction]
  return (
    <th scope="col" aria-sort={direction} className={className}>
      <button type="button" className={classes['sort']} onClick={() => onSort(nextSort(column.id, active))}>
        {column.header} <Icon size={14} aria-hidden />
      </button>
    </th>
  )
}

function nextSort(by: string, active: Sort | undefined): Sort | undefined {
  if (active === undefined) return { by, descending: false }
  return active.descending ? undefined : { by, descending: true }
}

/** "name" or "-name" in the URL. */
export function parseSort(text: string | undefined): Sort | undefined {
  if (text === undefined || text === '' || text === '-') return undefined
  return text.startsWith('-') ? { by: text.slice(1), descending: true } : { by: text, descending: false }
}

export function printSort(sort: Sort | undefined): string | undefined {
  return sort === undefined ? undefined : `${sort.descending ? '-' : ''}${sort.by}`
}

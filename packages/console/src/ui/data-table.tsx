import { useElementSize, useMergedRef } from '@mantine/hooks'
import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, memo, type ReactNode, useEffect, useMemo, useRef } from 'react'
import classes from './data-table.module.css'
import { printSort, type Sort, SortHeader } from './sort-header.tsx'
import { useRowKeys } from './use-row-keys.ts'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  cell(row: Row): ReactNode
  /** A CSS grid track. */
  readonly width: string
  readonly align?: 'end'
  /** Hidden while the table is narrower than this, px. */
  readonly from?: number
  /** What to sort by; a column without it cannot be sorted. */
  readonly sortValue?: (row: Row) => string | number
}

export interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  keyOf(row: Row): string
  /** Rows there are in all, when more than those loaded. */
  readonly total?: number | undefined
  /** Called while rows are in view that are not loaded. */
  readonly onWanted?: (() => void) | undefined
  readonly sort?: Sort | undefined
  readonly onSort?: ((sort: Sort | undefined) => void) | undefined
  /** The rows come in the order of `sort`, so that not all of them need be loaded to show it. */
  readonly isSorted?: boolean
  /** Instead of rows when there are none. */
  readonly empty: ReactNode
  readonly rowHeight?: number
}

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})

/** A table that draws only the rows in view: ten thousand cost what fifty do. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, rows, keyOf, sort, onSort, onWanted, empty, rowHeight = 52 } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>()
  const shown = useMemo(() => props.columns.filter((column) => width >= (column.from ?? 0)), [props.columns, width])
  const table = useSortedTable(props, shown, props.isSorted === true ? undefined : sort)
  const model = table.getRowModel().rows
  const count = Math.max(rows.length, props.total ?? 0)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const visible = virtualizer.getVirtualItems()
  const lastVisible = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length < count && lastVisible >= rows.length - 20) onWanted?.()
  }, [rows.length, count, lastVisible, onWanted])
  const order = printSort(sort)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order is read from its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [order])
  useRowKeys(scroller, (index) => virtualizer.scrollToIndex(index))

  const style: CSSProperties = {
    '--tracks': shown.map((column) => column.width).join(' '),
    '--row-height': `${rowHeight}px`,
  }
  return (
    <div className={classes['scroller']} ref={useMergedRef(scroller, sizeRef)} style={style}>
      <table aria-label={label} aria-rowcount={count + 1} className={classes['table']}>
        <thead className={classes['head']}>
          <tr aria-rowindex={1} className={classes['row']}>
            {shown.map((column) => (
              <SortHeader key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className={classes['body']} style={{ height: virtualizer.getTotalSize() }}>
          {visible.map((item) => {
            const row = model[item.index]
            return (
              <tr
                key={row === undefined ? `wanted-${item.index}` : keyOf(row.original)}
                aria-rowindex={item.index + 2}
                data-index={item.index}
                className={`${classes['row']} ${classes['line']}`}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row === undefined ? (
                  <WantedCells count={shown.length} />
                ) : (
                  <Cells row={row.original} columns={shown} />
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
      {count === 0 ? empty : null}
    </div>
  )
}

interface CellsProps {
  readonly row: unknown
  readonly columns: readonly Pick<Column<unknown>, 'id' | 'align' | 'cell'>[]
}

/** Drawn anew when the row or the columns are others: scrolling costs the rows that come into view, and no more. */
const Cells = memo(function Cells({ row, columns }: CellsProps) {
  return columns.map((column) => (
    <td key={column.id} className={column.align === 'end' ? classes['end'] : classes['cell']}>
      {column.cell(row)}
    </td>
  ))
})

/** A row that is on its way. */
function WantedCells({ count }: { count: number }) {
  return Array.from({ length: count }, (_, cell) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the cells are alike and never move
    <td key={cell} className={classes['cell']}>
      <span className={classes['wanted']} />
    </td>
  ))
}

function useSortedTable<Row extends object>(
  { rows, keyOf }: DataTableProps<Row>,
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>()
    return columns.map((column) =>
      helper.accessor((row): unknown => column.sortValue?.(row) ?? '', {
        id: column.id,
        sortFn: (a, b, id) => compareValues(a.getValue(id), b.getValue(id)),
      }),
    )
  }, [columns])
  const sorting = useMemo(() => (sort === undefined ? [] : [{ id: sort.by, desc: sort.descending }]), [sort])
  // The table copies what it is given; the cast drops only `readonly`.
  return useTable({ features, columns: definitions, data: rows as Row[], getRowId: keyOf, state: { sorting } })
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Numbers by size, everything else as a reader would put it in a register: ST-9 before ST-10. */
function compareValues(a: unknown, b: unknown): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}

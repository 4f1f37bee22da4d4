/** Names a group of columns or rows, one for each slot. */
export interface Place {
  readonly group: string
  readonly slot: number
}

/** A linear program (minimise) as arrays, rows compressed; plain data that can go to another thread. */
export interface LinearModel {
  readonly colCost: Float64Array
  readonly colLower: Float64Array
  readonly colUpper: Float64Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
  /** Columns that must be whole numbers; empty for a linear program. */
  readonly wholeColumns: readonly number[]
  /** What each column and row is, so that a later model can start from this one's basis. */
  readonly colPlaces: readonly Place[]
  readonly rowPlaces: readonly Place[]
}

export interface LinearSolution {
  readonly colValue: Float64Array
  /** What one more unit on the right-hand side would save (0 for whole-number programs). */
  readonly rowDual: Float64Array
  readonly objective: number
}

export interface Column {
  readonly place: Place
  readonly cost: number
  readonly lower: number
  readonly upper: number
  readonly whole?: boolean
}

/** Gathers columns and rows. Coefficients of one row must name each column at most once. */
export function createModelBuilder() {
  const cols = { cost: [] as number[], lower: [] as number[], upper: [] as number[], places: [] as Place[] }
  const rows = { lower: [] as number[], upper: [] as number[], places: [] as Place[] }
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  const whole: number[] = []
  return {
    addColumn({ place, cost, lower, upper, whole: isWhole }: Column): number {
      if (isWhole === true) whole.push(cols.cost.length)
      cols.cost.push(cost)
      cols.lower.push(lower)
      cols.upper.push(upper)
      cols.places.push(place)
      return cols.cost.length - 1
    },
    addRow(place: Place, entries: Iterable<readonly [column: number, value: number]>, lower: number, upper: number) {
      for (const [column, value] of entries) {
        if (value === 0) continue
        indices.push(column)
        values.push(value)
      }
      starts.push(indices.length)
      rows.lower.push(lower)
      rows.upper.push(upper)
      rows.places.push(place)
      return rows.lower.length - 1
    },
    build(): LinearModel {
      return {
        colCost: Float64Array.from(cols.cost),
        colLower: Float64Array.from(cols.lower),
        colUpper: Float64Array.from(cols.upper),
        rowLower: Float64Array.from(rows.lower),
        rowUpper: Float64Array.from(rows.upper),
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
        wholeColumns: whole,
        colPlaces: cols.places,
        rowPlaces: rows.places,
      }
    },
  }
}

export type ModelBuilder = ReturnType<typeof createModelBuilder>

import type { Bay, PlanLevel, StationSummary } from '@stationmaster/server/contract'

/** How a drawing is changed; pure. */
export const BAY = { width: 2, height: 3 } as const
const MOST_CELLS = 50

export function newLevel(name: string): PlanLevel {
  return { id: crypto.randomUUID(), name, columns: 24, rows: 12, pictureId: null, bays: [] }
}

/** A bay where nothing is yet; undefined when the level is full. */
export function bayInFreePlace(level: PlanLevel, part: Partial<Bay> = {}): Bay | undefined {
  for (let row = 0; row + BAY.height <= level.rows; row += 1) {
    for (let column = 0; column + BAY.width <= level.columns; column += 1) {
      const place = { column, row, ...BAY }
      if (level.bays.some((bay) => overlap(bay, place))) continue
      return { id: crypto.randomUUID(), name: nextName(level), stationId: null, evseId: null, ...place, ...part }
    }
  }
  return undefined
}

type Place = Pick<Bay, 'column' | 'row' | 'width' | 'height'>

function overlap(one: Place, other: Place): boolean {
  return (
    one.column < other.column + other.width &&
    other.column < one.column + one.width &&
    one.row < other.row + other.height &&
    other.row < one.row + one.height
  )
}

/** The lowest number that no bay of the level has. */
function nextName({ bays }: PlanLevel): string {
  const taken = new Set(bays.map(({ name }) => name))
  let number = 1
  while (taken.has(String(number))) number += 1
  return String(number)
}

export interface Outlet {
  readonly stationId: string
  readonly evseId: number
}

/** Outlets for which no level has a bay, station by station. */
export function outletsWithoutBay(levels: readonly PlanLevel[], stations: readonly StationSummary[]): Outlet[] {
  const bays = levels.flatMap((level) => level.bays)
  return stations.flatMap(({ id: stationId, connectors }) =>
    [...new Set(connectors.map(({ evseId }) => evseId))]
      .filter((evseId) => evseId > 0)
      .filter((evseId) => !bays.some((bay) => bay.stationId === stationId && (bay.evseId ?? evseId) === evseId))
      .map((evseId) => ({ stationId, evseId })),
  )
}

/** A bay for each of the outlets, as far as there is room. */
export function withBaysFor(level: PlanLevel, outlets: readonly Outlet[]): PlanLevel {
  let drawn = level
  for (const outlet of outlets) {
    const bay = bayInFreePlace(drawn, outlet)
    if (bay === undefined) break
    drawn = { ...drawn, bays: [...drawn.bays, bay] }
  }
  return drawn
}

/** The bay with another place or size, as near to it as the grid allows. */
export function placed({ columns, rows }: PlanLevel, bay: Bay, part: Partial<Place>): Bay {
  const width = within(part.width ?? bay.width, 1, Math.min(MOST_CELLS, columns))
  const height = within(part.height ?? bay.height, 1, Math.min(MOST_CELLS, rows))
  const column = within(part.column ?? bay.column, 0, columns - width)
  const row = within(part.row ?? bay.row, 0, rows - height)
  return { ...bay, width, height, column, row }
}

/** A level of another size; bays that would lie outside move in. */
export function resized(level: PlanLevel, part: Partial<Pick<PlanLevel, 'columns' | 'rows'>>): PlanLevel {
  const next = {
    ...level,
    columns: within(part.columns ?? level.columns, 4, 200),
    rows: within(part.rows ?? level.rows, 4, 200),
  }
  return { ...next, bays: level.bays.map((bay) => placed(next, bay, {})) }
}

function within(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : least
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** What a key does to a bay: an arrow moves it, with Shift changes its size. Undefined: nothing. */
export function byKey(level: PlanLevel, bay: Bay, key: string, isShifted: boolean): Bay | undefined {
  const step = STEPS[key]
  if (step === undefined) return undefined
  const [right, down] = step
  return isShifted
    ? placed(level, bay, { width: bay.width + right, height: bay.height + down })
    : placed(level, bay, { column: bay.column + right, row: bay.row + down })
}

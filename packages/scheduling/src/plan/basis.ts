import type { BasisStatus, Highs, Model } from 'highs'
import type { LinearModel, Place } from './linear-model.ts'

/** Statuses of columns and rows by their places; the starting points of later models. */
interface KnownBasis {
  readonly columns: Map<string, BasisStatus>
  readonly rows: Map<string, BasisStatus>
}

/** Remembers the bases of one plan's models for the models of the next. */
export interface BasisMemory {
  beginPlan(): void
  forget(): void
  /** Gives a model that was just loaded the last plan's basis, if at least `share` of its columns and rows are known. */
  start(model: LinearModel, firstSlot: number, share: number): boolean
  /** Keeps the basis that a solved model ended with. */
  keep(model: LinearModel, firstSlot: number): void
}

export function createBasisMemory(instance: Model, { basisStatus }: Highs['constants']): BasisMemory {
  const statuses = Object.values(basisStatus)
  let before = noBasis()
  let now = noBasis()
  return {
    beginPlan() {
      before = now
      now = noBasis()
    },
    forget() {
      before = noBasis()
      now = noBasis()
    },
    start(model, firstSlot, share) {
      if (before.columns.size === 0) return false
      const columns = lookUp(model.colPlaces, before.columns, firstSlot, basisStatus.lower)
      const rows = lookUp(model.rowPlaces, before.rows, firstSlot, basisStatus.basic)
      const size = model.colPlaces.length + model.rowPlaces.length
      if (columns.known + rows.known < share * size) return false
      instance.setBasis({ colStatus: columns.statuses, rowStatus: rows.statuses })
      return true
    },
    keep(model, firstSlot) {
      if (Number(instance.info.get('basis_validity')) !== 1) return
      const { colStatus, rowStatus } = instance.getBasis()
      const write = (places: readonly Place[], from: Int32Array, into: Map<string, BasisStatus>) => {
        for (const [index, place] of places.entries()) {
          const status = statuses.find((one) => one === from[index])
          if (status !== undefined) into.set(keyOf(place, firstSlot), status)
        }
      }
      write(model.colPlaces, colStatus, now.columns)
      write(model.rowPlaces, rowStatus, now.rows)
    },
  }
}

function noBasis(): KnownBasis {
  return { columns: new Map(), rows: new Map() }
}

function lookUp(
  places: readonly Place[],
  from: ReadonlyMap<string, BasisStatus>,
  firstSlot: number,
  otherwise: BasisStatus,
): { readonly statuses: Int32Array; readonly known: number } {
  let known = 0
  const statuses = Int32Array.from(places, (place) => {
    const status = from.get(keyOf(place, firstSlot))
    if (status !== undefined) known += 1
    return status ?? otherwise
  })
  return { statuses, known }
}

function keyOf({ group, slot }: Place, firstSlot: number): string {
  return `${group}@${slot + firstSlot}`
}

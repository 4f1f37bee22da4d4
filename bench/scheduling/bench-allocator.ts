import { allocatorSpeedRows } from './allocator-speed.ts'
import { perfectInputRows, statedInputRows } from './energy-rows.ts'
import { europeanRows } from './european-rows.ts'
import { reclaimRows } from './reclaim-rows.ts'
import { printAbsent, printRows, type Row } from './row.ts'
import { safetyRows } from './safety-rows.ts'

const TABLES: readonly (readonly [string, string, () => Iterable<Row> | AsyncIterable<Row>])[] = [
  ['Allocator: safety', 'sitesim/caltech_2019-09-02_30d_user.json', safetyRows],
  ['Allocator: European trees, asymmetry, changing over', '', europeanRows],
  ['Allocator: energy with perfect inputs', 'sitesim/caltech_2019-03_oracle.json', perfectInputRows],
  ['Allocator: stated inputs, and fairness', 'sitesim/caltech_2019-09-02_30d_user.json', statedInputRows],
  ['Allocator: reclaim', '', reclaimRows],
  ['Allocator: time', '', allocatorSpeedRows],
]

/** The figures of the real-time half beside their limits. Returns whether all are held. */
export async function benchAllocator(): Promise<boolean> {
  let isHeld = true
  for (const [title, data, rowsOf] of TABLES) {
    const rows: Row[] = []
    for await (const row of rowsOf()) rows.push(row)
    const held = rows.length > 0 ? printRows(title, rows) : printAbsent(title, data)
    isHeld = held && isHeld
  }
  return isHeld
}

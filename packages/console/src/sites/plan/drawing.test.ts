import type { PlanLevel, StationSummary } from '@stationmaster/server/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bayInFreePlace, byKey, newLevel, outletsWithoutBay, placed, resized, withBaysFor } from './drawing.ts'

const isInside = ({ columns, rows, bays }: PlanLevel) =>
  bays.every(
    ({ column, row, width, height }) => column >= 0 && row >= 0 && column + width <= columns && row + height <= rows,
  )

test('a new bay lies where nothing is, with the next number, until the level is full', () => {
  let level: PlanLevel = { ...newLevel('Ground'), columns: 4, rows: 6 }
  for (let count = 0; count < 4; count += 1) {
    const bay = bayInFreePlace(level)
    if (bay !== undefined) level = { ...level, bays: [...level.bays, bay] }
  }
  expect(level.bays.map(({ name, column, row }) => [name, column, row])).toEqual([
    ['1', 0, 0],
    ['2', 2, 0],
    ['3', 0, 3],
    ['4', 2, 3],
  ])
  expect(bayInFreePlace(level)).toBeUndefined()
})

test('arrows move a bay and, with Shift, change its size; the edge holds it', () => {
  const level = newLevel('Ground')
  const bay = bayInFreePlace(level)
  if (bay === undefined) throw new Error('An empty level has room')
  expect(byKey(level, bay, 'ArrowRight', false)).toMatchObject({ column: 1, row: 0 })
  expect(byKey(level, bay, 'ArrowLeft', false)).toMatchObject({ column: 0, row: 0 })
  expect(byKey(level, bay, 'ArrowDown', true)).toMatchObject({ height: 4, width: 2 })
  expect(byKey(level, bay, 'Enter', false)).toBeUndefined()
})

test('whatever is asked for, every bay stays within the grid', () => {
  const any = fc.integer({ min: -300, max: 300 })
  const step = fc.record({ column: any, row: any, width: any, height: any, columns: any, rows: any })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let level = withBaysFor(newLevel('Ground'), [{ stationId: 'A', evseId: 1 }])
      for (const { columns, rows, ...place } of steps) {
        level = { ...level, bays: level.bays.map((bay) => placed(level, bay, place)) }
        level = resized(level, { columns, rows })
        expect(isInside(level)).toBe(true)
      }
    }),
  )
})

test('outlets without a bay get one each, once', () => {
  const station = (id: string, ...evses: number[]) =>
    ({ id, connectors: evses.map((evseId) => ({ evseId })) }) as unknown as StationSummary
  const stations = [station('A', 0, 1, 2, 2), station('B', 1)]
  const level = withBaysFor(newLevel('Ground'), outletsWithoutBay([], stations))
  expect(level.bays.map(({ stationId, evseId }) => `${stationId}/${evseId}`)).toEqual(['A/1', 'A/2', 'B/1'])
  expect(outletsWithoutBay([level], stations)).toEqual([])
})

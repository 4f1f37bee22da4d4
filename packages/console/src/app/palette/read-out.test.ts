import { describe, expect, test } from 'vitest'
import { likeliestFirst, readOut } from './read-out.ts'

const orderOf = (search: string, ...ids: string[]) =>
  likeliestFirst(
    ids.map((id) => ({ id })),
    search,
  ).map(({ id }) => id)

describe('an identity that is read out', () => {
  test.each(['DEPOT-07_1', 'depot 07 1', 'Depot.071', 'depot071'])('%s is the same as depot071', (spoken) => {
    expect(readOut(spoken)).toBe('depot071')
  })

  test('is found before those that only contain it', () => {
    expect(orderOf('st 1', 'A-ST-1-B', 'ST-10', 'ST-1', 'EAST-1')).toEqual(['ST-1', 'EAST-1', 'ST-10', 'A-ST-1-B'])
  })

  test('leaves the order of the server where all are alike', () => {
    expect(orderOf('hall', 'HALL-2', 'HALL-1')).toEqual(['HALL-2', 'HALL-1'])
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { NetworkTimelineCursor } from '../stations/timeline/queries.ts'
import { decodeCursor, encodeCursor, InstantText, pageOf, RowPlace } from './cursor.ts'

const Key = z.tuple([z.string(), z.number()])
const withoutNul = (text: string) => text.replaceAll('\0', '').toWellFormed()

test('a cursor comes back as it was given out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }).map(withoutNul), fc.integer(), (text, number) => {
      expect(decodeCursor(encodeCursor([text, number]), Key)).toEqual([text, number])
    }),
  )
})

test('anything else is no cursor', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const decoded = decodeCursor(text, Key)
      expect(decoded === undefined || encodeCursor(decoded).length > 0).toBe(true)
    }),
  )
  expect(decodeCursor('not base64 json', Key)).toBeUndefined()
  expect(decodeCursor(encodeCursor(['only one']), Key)).toBeUndefined()
})

test('a key that the database cannot read is no cursor', () => {
  expect(decodeCursor(encodeCursor(['a\0b', 1]), Key)).toBeUndefined()
  for (const wrong of ['9999-99-99 99:99:99+00', '2026-02-31 25:00:00+00', '0000-01-01 00:00:00+00']) {
    expect(InstantText.safeParse(wrong).success).toBe(false)
  }
  for (const wrong of ['(9999999999,1)', '(1,99999)']) expect(RowPlace.safeParse(wrong).success).toBe(false)
})

test('what goes into SQL as time or place looks like one', () => {
  expect(InstantText.safeParse('2026-01-02 03:04:05.123456+00').success).toBe(true)
  expect(RowPlace.safeParse('(12,7)').success).toBe(true)
  for (const wrong of ['infinity', "2026-01-01'; drop", '(1)', '(1,2,3)', '']) {
    expect(InstantText.safeParse(wrong).success || RowPlace.safeParse(wrong).success).toBe(false)
  }
})

test('a page has a next one exactly when a row more came', () => {
  const shape = { item: (row: number) => row, key: (row: number) => [row] }
  expect(pageOf([1, 2, 3], 3, shape)).toEqual({ items: [1, 2, 3] })
  expect(pageOf([1, 2, 3, 4], 3, shape)).toEqual({ items: [1, 2, 3], nextCursor: encodeCursor([3]) })
  expect(pageOf([], 3, shape)).toEqual({ items: [] })
})

test('a number that no row has is no cursor', () => {
  const [at, place] = ['2026-01-01 00:00:00+00', '(0,1)']
  expect(decodeCursor(encodeCursor([at, 7, place]), NetworkTimelineCursor)).toEqual([at, 7, place])
  for (const beyond of [2_147_483_648, -2_147_483_649, 2 ** 53]) {
    expect(decodeCursor(encodeCursor([at, beyond, place]), NetworkTimelineCursor)).toBeUndefined()
  }
})

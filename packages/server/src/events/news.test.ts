import { expect, test } from 'vitest'
import { News } from './news.ts'

test('looks soon the first time, and then no more often than the rest allows', () => {
  const news = new News(5_000)
  news.note('a', 0)
  expect(news.take(299)).toEqual([])
  expect(news.take(300)).toEqual(['a'])
  for (let nowMs = 300; nowMs < 5_300; nowMs += 10) news.note('a', nowMs)
  expect(news.take(5_299)).toEqual([])
  expect(news.take(5_300)).toEqual(['a'])
  expect(news.take(60_000)).toEqual([])
})

import { expect, test } from 'vitest'
import { eachAlone } from './each-alone.ts'

test('one that fails holds up no other, and all failures are told', async () => {
  const worked: number[] = []
  const work = async (item: number) => {
    worked.push(item)
    if (item % 2 === 0) throw new Error(`not ${item}`)
  }
  await expect(eachAlone([1, 2, 3, 4, 5], work)).rejects.toMatchObject({
    errors: [new Error('not 2'), new Error('not 4')],
  })
  expect(worked).toEqual([1, 2, 3, 4, 5])
  await expect(eachAlone([1, 2, 3], work)).rejects.toThrow('not 2')
  await expect(eachAlone([1, 3], work)).resolves.toBeUndefined()
})

test('an outage of the database ends it at once', async () => {
  const worked: number[] = []
  const outage = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
  const work = async (item: number) => {
    worked.push(item)
    throw outage
  }
  await expect(eachAlone([1, 2], work)).rejects.toBe(outage)
  expect(worked).toEqual([1])
})

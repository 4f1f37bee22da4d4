import { expect, test } from 'vitest'
import { Batcher } from './batcher.ts'

/** Doubles numbers, many at once; `fail` says why a load with this number in it fails. */
function doubler(fail: (question: number) => Error | undefined) {
  const loads: (readonly number[])[] = []
  const batcher = new Batcher<number, number>(async (questions) => {
    loads.push(questions)
    const failure = questions.map(fail).find((error) => error !== undefined)
    if (failure !== undefined) throw failure
    return questions.map((question) => question * 2)
  })
  return { batcher, loads }
}

test('questions asked together are loaded together, each with its own result', async () => {
  const { batcher, loads } = doubler(() => undefined)
  expect(await Promise.all([3, 1, 2].map((question) => batcher.ask(question)))).toEqual([6, 2, 4])
  expect(loads).toEqual([[3, 1, 2]])
})

test('a question that cannot be loaded fails alone', async () => {
  const { batcher } = doubler((question) => (question === 13 ? new Error('no such number') : undefined))
  const questions = Array.from({ length: 40 }, (_, index) => index)
  const outcomes = await Promise.allSettled(questions.map((question) => batcher.ask(question)))
  const failed = questions.filter((question) => outcomes[question]?.status === 'rejected')
  expect(failed).toEqual([13])
  expect(outcomes[14]).toEqual({ status: 'fulfilled', value: 28 })
})

test('an outage fails all that were asked together, without a load for each', async () => {
  const { batcher, loads } = doubler(() => new Error('Connection terminated unexpectedly'))
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map((question) => batcher.ask(question)))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
  expect(loads).toHaveLength(1)
})

import { isDatabaseAway } from './database/index.ts'

/**
 * Works on one item after another; one that fails holds up no other. When all have had their turn, throws what went wrong.
 * An outage of the database is nobody's fault and ends it at once.
 */
export async function eachAlone<Item>(items: Iterable<Item>, work: (item: Item) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = []
  for (const item of items) {
    try {
      await work(item)
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      failures.push(error)
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} failed: ${String(failures[0])}`)
  if (failures.length === 1) throw failures[0]
}

import type { Result } from '../problem.ts'

/** The value of a result that a test knows to be good; says what is wrong when it is not. */
export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new Error(result.problems.map(({ message }) => message).join('; '))
}

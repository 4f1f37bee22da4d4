import * as fc from 'fast-check'

/** Checks a synchronous property; throws with the smallest counterexample. */
export function holds<Inputs>(property: fc.IProperty<Inputs>, parameters: fc.Parameters<Inputs> = {}): void {
  // `void`: the type of `assert` covers asynchronous properties too.
  void fc.assert(property, parameters)
}

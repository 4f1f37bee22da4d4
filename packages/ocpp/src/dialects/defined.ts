/** The same fields, those that may be undefined made optional. */
export type Defined<T extends object> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out the fields that are undefined; the order of the others is kept. */
export function defined<const T extends object>(fields: T): Defined<T> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined)
  // What is left of T is by construction what the type says.
  return Object.fromEntries(present) as Defined<T>
}

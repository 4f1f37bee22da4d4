import { type RawBuilder, sql } from 'kysely'

/**
 * The SET list of an update for the fields that are given. `columns` says which field goes to which column.
 * Undefined when no field is given.
 */
export function assignmentsOf<Patch extends object>(
  patch: Patch,
  columns: { readonly [Field in keyof Patch]-?: string },
): RawBuilder<unknown> | undefined {
  const values = new Map<string, unknown>(Object.entries(patch))
  const assignments = Object.entries<string>(columns).flatMap(([field, column]) => {
    const value = values.get(field)
    return value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`]
  })
  return assignments.length === 0 ? undefined : sql.join(assignments)
}

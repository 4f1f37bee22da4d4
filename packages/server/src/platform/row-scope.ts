import { AsyncLocalStorage } from 'node:async_hooks'

/** Whose rows a piece of work may see and change. */
export interface RowScope {
  readonly tenantId: number
  /** Ids of the sites it is confined to, with their stations and all that hangs on those. */
  readonly sites: 'all' | readonly string[]
}

const scopes = new AsyncLocalStorage<RowScope | undefined>()

/**
 * Runs work on behalf of somebody: every statement it sends through Kysely, in a transaction or not, sees the rows of
 * the scope and no others, because PostgreSQL's row-level security says so.
 */
export function withinScope<Result>(scope: RowScope, work: () => Result): Result {
  return scopes.run(scope, work)
}

/** Runs work that is the program's own and only happened to be started on somebody's behalf. */
export function outsideScopes<Result>(work: () => Result): Result {
  return scopes.run(undefined, work)
}

/** Undefined: the program's own work, which sees all tenants. */
export function currentScope(): RowScope | undefined {
  return scopes.getStore()
}

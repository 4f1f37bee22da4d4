import type { RowScope } from '../row-scope.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Confines the transaction under way, and nothing after it, to a scope. */
export function confinement({ tenantId, sites }: RowScope): { sql: string; values: readonly string[] } {
  if (!Number.isInteger(tenantId)) throw new TypeError('A tenant id is a whole number.')
  if (sites !== 'all' && !sites.every((site) => UUID.test(site))) throw new TypeError('A site id is a UUID.')
  return {
    sql: `select set_config('role', 'stationmaster_app', true), set_config('stationmaster.tenant', $1, true),
            set_config('stationmaster.sites', $2, true)`,
    values: [String(tenantId), sites === 'all' ? 'all' : `{${sites.join()}}`],
  }
}

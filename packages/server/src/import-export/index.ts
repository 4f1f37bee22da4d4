import type { FastifyInstance } from 'fastify'
import type { Database } from '../platform/database/index.ts'
import { type ExportServices, exportHandlers } from './export-handlers.ts'
import { type ExportRouteServices, registerExports } from './export-routes.ts'
import { dropOldExports } from './export-store.ts'
import { type ImportServices, importHandlers } from './import-handlers.ts'
import { dropOldImports } from './import-store.ts'

export { EXPORT_STEP_MS, makeExports } from './export-job.ts'

/** Handlers of imports and exports. */
export function importExportHandlers(services: ImportServices & ExportServices) {
  return { ...importHandlers(services), ...exportHandlers(services) }
}

export function registerExportRoutes(app: FastifyInstance, services: ExportRouteServices): void {
  registerExports(app, services)
}

/** Forgets previews nobody has written, and old imports and exports. */
export async function dropOldRecords(database: Database, nowMs: number): Promise<void> {
  await database.transaction(async (tx) => {
    await dropOldImports(tx, { nowMs })
    await dropOldExports(tx, nowMs)
  })
}

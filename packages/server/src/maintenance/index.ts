export { exchangePreparer } from './exchange.ts'
export { maintenanceReaders } from './readers.ts'
export { maintenanceHandlers } from './handlers.ts'

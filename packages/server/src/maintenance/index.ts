export { exchangePreparer } from './exchange.ts'
export { maintenanceHandlers } from './handlers.ts'
export { maintenanceReaders } from './readers.ts'
export { workOrderHandlers } from './work-orders/handlers.ts'

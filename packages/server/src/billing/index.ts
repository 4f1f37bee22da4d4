export { billingHandlers } from './handlers.ts'
export { startPricer } from './pricer.ts'

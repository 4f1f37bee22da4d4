export { capacityHandlers } from './capacity/handlers.ts'

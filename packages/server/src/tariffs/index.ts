export { tariffHandlers } from './handlers.ts'
export { TARIFF_READERS } from './readers.ts'

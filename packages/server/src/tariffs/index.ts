export { TARIFF_READERS } from './readers.ts'
export { tariffHandlers } from './handlers.ts'

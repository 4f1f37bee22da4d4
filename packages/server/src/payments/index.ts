export { paymentHandlers } from './routes.ts'
export { SETTLEMENT_READER } from './settlement-reader.ts'

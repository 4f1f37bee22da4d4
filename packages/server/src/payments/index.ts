export { paymentHandlers } from './routes.ts'
export { dropOldSettlements, settlementReader } from './settlement-reader.ts'

export { paymentHandlers } from './handlers.ts'
export { dropOldSettlements, settlementReader } from './settlement-reader.ts'

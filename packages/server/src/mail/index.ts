export { DELIVERY_STEP_MS, deliverMails } from './delivery.ts'
export { outboxHandlers } from './handlers.ts'
export { type OutboxServices, writeMail } from './outbox.ts'

export { DELIVERY_STEP_MS, deliverMails } from './delivery.ts'
export { type OutboxServices, writeMail } from './outbox.ts'
export { outboxHandlers } from './handlers.ts'

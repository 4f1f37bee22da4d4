export { carryOutErasures, ERASURE_STEP_MS } from './carry-out.ts'
export { type PrivacyServices, privacyHandlers } from './handlers.ts'
export { applyRetention } from './retention.ts'
export { longestOf, readRetentions } from './settings.ts'

export { type ChainedLog, chainedInstant } from './chained-log.ts'
export { LINK_EVERY_MS, linkEntries } from './link-entries.ts'
export { type Verification, verifyChain } from './verify.ts'

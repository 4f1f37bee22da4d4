export { networkHandlers } from './handlers.ts'
export { LOAD_STEP_MS, sampleNetworkLoad } from './load.ts'
export { readNetworkNow } from './now.ts'
export { refreshUsage, USAGE_STEP_MS } from './refresh-usage.ts'

export { LOAD_STEP_MS, sampleNetworkLoad } from './load.ts'
export { readNetworkNow } from './now.ts'
export { networkHandlers } from './routes.ts'

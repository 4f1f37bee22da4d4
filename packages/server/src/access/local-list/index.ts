export { localListHandlers } from './handlers.ts'
export { localListReaders } from './readers.ts'
export { LIST_STEP_MS, synchroniseLists } from './synchronise.ts'

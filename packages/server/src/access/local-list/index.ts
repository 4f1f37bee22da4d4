export { localListReaders } from './readers.ts'
export { localListHandlers } from './handlers.ts'
export { LIST_STEP_MS, synchroniseLists } from './synchronise.ts'

import type { InboxReader } from '../inbox/index.ts'
import { MONITOR_READERS } from './monitor-readers.ts'
import { reportReaders } from './report-readers.ts'
import { STREAM_READERS } from './stream-readers.ts'

export { deviceModelHandlers } from './handlers.ts'

/** Make what stations tell of themselves into rows. */
export function deviceModelReaders(limits: { readonly mostVariables: number }): readonly InboxReader[] {
  return [...reportReaders(limits), ...MONITOR_READERS, ...STREAM_READERS]
}

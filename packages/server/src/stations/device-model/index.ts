import type { InboxReader } from '../inbox/index.ts'
import { MONITOR_READERS } from './monitor-readers.ts'
import { REPORT_READERS } from './report-readers.ts'
import { STREAM_READERS } from './stream-readers.ts'

export { deviceModelHandlers } from './routes.ts'

/** Make what stations tell of themselves into rows. */
export const DEVICE_MODEL_READERS: readonly InboxReader[] = [...REPORT_READERS, ...MONITOR_READERS, ...STREAM_READERS]

import { now } from './en/now.ts'
import { records } from './en/records.ts'
import { shell } from './en/shell.ts'
import { stations } from './en/stations.ts'
import { status } from './en/status.ts'

/** English is the measure: every other language must have the same keys or it does not compile. */
export const en = { ...shell, ...status, ...now, ...stations, ...records } as const

export type MessageKey = keyof typeof en

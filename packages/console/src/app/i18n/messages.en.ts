import type { CommandKind } from '@stationmaster/server/contract'
import { commandTitles } from './en/command-titles.ts'
import { door } from './en/door.ts'
import { now } from './en/now.ts'
import { records } from './en/records.ts'
import { shell } from './en/shell.ts'
import { stations } from './en/stations.ts'
import { status } from './en/status.ts'
import type { MoreKey } from './more.en.ts'

/** English is the measure: every other language must have the same keys or it does not compile. */
export const en = {
  ...shell,
  ...door,
  ...status,
  ...now,
  ...stations,
  ...records,
  ...commandTitles,
} as const satisfies Readonly<Record<`command.${CommandKind}`, string>>

export type BaseKey = keyof typeof en
/** Words of every screen; those of `more` are there below `MoreWords` only. */
export type MessageKey = BaseKey | MoreKey

import type { CommandKind } from '@stationmaster/server/contract'
import { commandTitles } from './en/command-titles.ts'
import { commands } from './en/commands.ts'
import { now } from './en/now.ts'
import { shell } from './en/shell.ts'
import { status } from './en/status.ts'

/** English is the measure: every other language must have the same keys or it does not compile. */
export const en = {
  ...shell,
  ...status,
  ...now,
  ...commands,
  ...commandTitles,
} as const satisfies Readonly<Record<`command.${CommandKind}`, string>>

export type BaseKey = keyof typeof en

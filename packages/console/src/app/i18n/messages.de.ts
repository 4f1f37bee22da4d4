import { commandTitles } from './de/command-titles.ts'
import { commands } from './de/commands.ts'
import { now } from './de/now.ts'
import { shell } from './de/shell.ts'
import { status } from './de/status.ts'
import type { BaseKey } from './messages.en.ts'

export const de: Readonly<Record<BaseKey, string>> = {
  ...shell,
  ...status,
  ...now,
  ...commands,
  ...commandTitles,
}

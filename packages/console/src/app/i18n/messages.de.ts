import { commandTitles } from './de/command-titles.ts'
import { door } from './de/door.ts'
import { now } from './de/now.ts'
import { records } from './de/records.ts'
import { shell } from './de/shell.ts'
import { stations } from './de/stations.ts'
import { status } from './de/status.ts'
import type { BaseKey } from './messages.en.ts'

export const de: Readonly<Record<BaseKey, string>> = {
  ...shell,
  ...door,
  ...status,
  ...now,
  ...stations,
  ...records,
  ...commandTitles,
}

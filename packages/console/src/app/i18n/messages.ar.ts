import { commandTitles } from './ar/command-titles.ts'
import { commands } from './ar/commands.ts'
import { now } from './ar/now.ts'
import { shell } from './ar/shell.ts'
import { status } from './ar/status.ts'
import type { Messages } from './catalogue.ts'
import type { Words } from './words.ts'

export const ar: Words<Messages> = {
  ...shell,
  ...status,
  ...now,
  ...commands,
  ...commandTitles,
}

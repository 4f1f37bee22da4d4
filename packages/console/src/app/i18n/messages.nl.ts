import type { Messages } from './catalogue.ts'
import { commandTitles } from './nl/command-titles.ts'
import { commands } from './nl/commands.ts'
import { now } from './nl/now.ts'
import { shell } from './nl/shell.ts'
import { status } from './nl/status.ts'
import type { Words } from './words.ts'

export const nl: Words<Messages> = {
  ...shell,
  ...status,
  ...now,
  ...commands,
  ...commandTitles,
}

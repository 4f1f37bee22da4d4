import type { Messages } from './catalogue.ts'
import { commandTitles } from './fr/command-titles.ts'
import { commands } from './fr/commands.ts'
import { now } from './fr/now.ts'
import { shell } from './fr/shell.ts'
import { status } from './fr/status.ts'
import type { Words } from './words.ts'

export const fr: Words<Messages> = {
  ...shell,
  ...status,
  ...now,
  ...commands,
  ...commandTitles,
}

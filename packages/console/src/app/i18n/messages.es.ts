import type { Messages } from './catalogue.ts'
import { commandTitles } from './es/command-titles.ts'
import { commands } from './es/commands.ts'
import { now } from './es/now.ts'
import { shell } from './es/shell.ts'
import { status } from './es/status.ts'
import type { Words } from './words.ts'

export const es: Words<Messages> = {
  ...shell,
  ...status,
  ...now,
  ...commands,
  ...commandTitles,
}

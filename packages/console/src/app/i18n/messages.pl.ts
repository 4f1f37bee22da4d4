import type { Messages } from './catalogue.ts'
import { commandTitles } from './pl/command-titles.ts'
import { commands } from './pl/commands.ts'
import { now } from './pl/now.ts'
import { shell } from './pl/shell.ts'
import { status } from './pl/status.ts'
import type { Words } from './words.ts'

export const pl: Words<Messages> = {
  ...shell,
  ...status,
  ...now,
  ...commands,
  ...commandTitles,
}

import type { Messages } from './catalogue.ts'
import { commandTitles } from './it/command-titles.ts'
import { commands } from './it/commands.ts'
import { now } from './it/now.ts'
import { shell } from './it/shell.ts'
import { status } from './it/status.ts'
import type { Words } from './words.ts'

export const it: Words<Messages> = {
  ...shell,
  ...status,
  ...now,
  ...commands,
  ...commandTitles,
}

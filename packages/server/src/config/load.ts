import { resolve } from 'node:path'
import { parseArguments } from './arguments.ts'
import { arrange } from './arrange.ts'
import type { Config } from './config.ts'
import { crossCheck } from './cross-check.ts'
import { helpText } from './help.ts'
import { describeSetting, type SettingName, type SettingValues, settingNames } from './settings.ts'
import { collectSettings, type WrittenSettings } from './sources.ts'

export type LoadedConfig =
  /** `ownerLink`: what is asked for is a new owner link, not a server. */
  | { kind: 'config'; config: Config; ownerLink: boolean }
  | { kind: 'help'; text: string }
  | { kind: 'refused'; problems: string[] }

export interface ConfigInput {
  /** The command line after the program's name. */
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder that relative paths start from. */
  readonly directory: string
}

/** Reads and checks the configuration. Every problem found is a full sentence that names the setting and the rule. */
export function loadConfig({ words, environment, directory }: ConfigInput): LoadedConfig {
  const parsed = parseArguments(words)
  if (!parsed.ok) return { kind: 'refused', problems: [parsed.reason] }
  if (parsed.arguments.help) return { kind: 'help', text: helpText() }
  const chosenPath = parsed.arguments.configPath ?? environment['STATIONMASTER_CONFIG']
  const path = resolve(directory, chosenPath || 'stationmaster.json')
  const sourced = collectSettings(environment, { path, required: Boolean(chosenPath) })
  if (!sourced.ok) return { kind: 'refused', problems: sourced.problems }

  const { demo, ownerLink } = parsed.arguments
  const { values, problems } = parseSettings(sourced.written)
  if (values === undefined) return { kind: 'refused', problems }
  const conflicts = crossCheck(values)
  if (conflicts.length > 0) return { kind: 'refused', problems: conflicts }
  const dataDir = demo && !sourced.written.has('DATA_DIR') ? './data-demo' : values.DATA_DIR
  return { kind: 'config', config: arrange(values, resolve(directory, dataDir), demo), ownerLink }
}

function parseSettings(written: WrittenSettings): { values: SettingValues | undefined; problems: string[] } {
  const problems: string[] = []
  const values: Partial<Record<SettingName, unknown>> = {}
  for (const name of settingNames) {
    const setting = describeSetting(name)
    const text = written.get(name)?.text ?? setting.default
    if (text === undefined) continue
    const result = setting.parser.safeParse(text)
    if (result.success) values[name] = result.data
    else problems.push(refusal(name, text, result.error.issues[0]?.message ?? 'valid', written.get(name)?.source))
  }
  // The loop above put each setting through its own parser, which is what SettingValues is derived from.
  return { values: problems.length === 0 ? (values as SettingValues) : undefined, problems }
}

function refusal(name: SettingName, text: string, rule: string, source: string | undefined): string {
  const shown = describeSetting(name).secret ? 'a secret that is not' : JSON.stringify(text)
  const origin = source === undefined ? '' : ` (from ${source})`
  return `${name} must be ${rule}; it is ${shown}${origin}.`
}

import { readFileSync } from 'node:fs'
import { readSecretFile } from './secrets.ts'
import { describeSetting, isSettingName, type SettingName, settingNames } from './settings.ts'

/** What a person wrote for each setting, still as text, with the place it was written for messages. */
export type WrittenSettings = ReadonlyMap<SettingName, { readonly text: string; readonly source: string }>

export type Sourced = { ok: true; written: WrittenSettings } | { ok: false; problems: string[] }

type Environment = Readonly<Record<string, string | undefined>>

/** Collects the settings of the environment, of secret files and of the configuration file, in that order of rank. */
export function collectSettings(environment: Environment, configFile: { path: string; required: boolean }): Sourced {
  const problems: string[] = []
  const written = new Map<SettingName, { text: string; source: string }>()
  for (const name of settingNames) {
    const text = environment[name]
    if (text !== undefined && text !== '') written.set(name, { text, source: 'environment' })
    else readFromSecretFile(name, environment, written, problems)
  }
  for (const [name, text] of readConfigFile(configFile, problems)) {
    if (!written.has(name)) written.set(name, { text, source: configFile.path })
  }
  return problems.length === 0 ? { ok: true, written } : { ok: false, problems }
}

function readFromSecretFile(
  name: SettingName,
  environment: Environment,
  written: Map<SettingName, { text: string; source: string }>,
  problems: string[],
): void {
  const path = environment[`${name}_FILE`]
  if (!describeSetting(name).secret || path === undefined || path === '') return
  const secret = readSecretFile(name, path)
  if (secret.ok) written.set(name, { text: secret.text, source: path })
  else problems.push(`${secret.reason}.`)
}

function readConfigFile(file: { path: string; required: boolean }, problems: string[]): Map<SettingName, string> {
  const found = new Map<SettingName, string>()
  const content = readJsonObject(file, problems)
  for (const [key, value] of Object.entries(content)) {
    const text = settingText(value)
    if (!isSettingName(key)) {
      problems.push(`${file.path}: there is no setting ${key}; did you mean ${nearestName(key, settingNames)}?`)
    } else if (text === undefined) {
      problems.push(`${file.path}: ${key} must be a text, a number, true or false, or a list of texts.`)
    } else {
      found.set(key, text)
    }
  }
  return found
}

function readJsonObject(file: { path: string; required: boolean }, problems: string[]): object {
  let source: string
  try {
    source = readFileSync(file.path, 'utf8')
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (file.required || !isAbsent) problems.push(`The configuration file ${file.path} cannot be read.`)
    return {}
  }
  try {
    const parsed: unknown = JSON.parse(source)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
    problems.push(`The configuration file ${file.path} must hold one JSON object.`)
  } catch (error) {
    problems.push(`The configuration file ${file.path} is not JSON: ${error instanceof Error ? error.message : error}.`)
  }
  return {}
}

/** JSON values as the text a person would have put in the environment. */
function settingText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(',')
  return undefined
}

/** The candidate with the smallest edit distance, without regard to case. */
export function nearestName(wrong: string, candidates: readonly string[]): string {
  const distances = candidates.map((name) => ({
    name,
    distance: editDistance(wrong.toUpperCase(), name.toUpperCase()),
  }))
  distances.sort((a, b) => a.distance - b.distance)
  return distances[0]?.name ?? ''
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}

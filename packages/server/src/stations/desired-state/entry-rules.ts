import type { FieldProblem } from '@stationmaster/ocpp'
import type { TemplateEntry } from '../../contract/index.ts'
import { neutralSetting } from './neutral-settings.ts'
import { entryKey } from './template-store.ts'

/** Settings that a station could be locked out by, in lower case. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'authorizationkey',
  'basicauthpassword',
  'securityprofile',
  'identity',
])

/** What is wrong with the entries of a template, by field. */
export function entryProblems(entries: readonly TemplateEntry[]): readonly FieldProblem[] {
  const keys = entries.map(entryKey)
  return entries.flatMap((entry, index) => {
    const at = `entries.${index}`
    const isRepeated = keys.indexOf(entryKey(entry)) < index
    return [
      ...(isRepeated ? [{ field: at, rule: 'must not be in the template twice' }] : []),
      ...nameProblems(entry, at),
      ...valueProblems(entry, at),
    ]
  })
}

function nameProblems(entry: TemplateEntry, at: string): readonly FieldProblem[] {
  if (entry.kind === 'setting') {
    if (neutralSetting(entry.setting) !== undefined) return []
    return [{ field: `${at}.setting`, rule: 'must be a setting of GET /configuration-settings' }]
  }
  const name = entry.kind === 'key' ? entry.key : entry.variable
  if (!CREDENTIALS.has(name.toLowerCase())) return []
  const field = entry.kind === 'key' ? `${at}.key` : `${at}.variable`
  return [{ field, rule: 'is changed by rotating the credentials of a station, not by a template' }]
}

function valueProblems({ value, min, max }: TemplateEntry, at: string): readonly FieldProblem[] {
  if (value === undefined) return [{ field: `${at}.value`, rule: 'is needed' }]
  if (min === undefined && max === undefined) return []
  if (min !== undefined && max !== undefined && min > max) {
    return [{ field: `${at}.min`, rule: 'must not be more than max' }]
  }
  const number = Number(value)
  const isWithin =
    value.trim() !== '' && number >= (min ?? Number.NEGATIVE_INFINITY) && number <= (max ?? Number.POSITIVE_INFINITY)
  return isWithin ? [] : [{ field: `${at}.value`, rule: 'must be a number between min and max' }]
}

import type { TemplateEntry } from '../../contract/index.ts'
import { isSecretName } from '../../gateway/redaction.ts'
import { neutralSetting } from './neutral-settings.ts'
import { type ConfiguredStation, isFor, type Template } from './template.ts'

/** A variable (2.x) or key (1.6, component '') as a row names it: '' and 0 where nothing is named. */
export interface Place {
  readonly component: string
  readonly componentInstance: string
  readonly evseId: number
  readonly connectorId: number
  readonly variable: string
  readonly variableInstance: string
  readonly attribute: 'Actual' | 'Target' | 'MinSet' | 'MaxSet'
}

/** What one variable of a station shall be. */
export interface Wanted extends Place {
  /** What is set when it is not in line. */
  readonly value: string
  /** A number within these is in line, whatever the value says. */
  readonly min: number | undefined
  readonly max: number | undefined
  readonly isSecret: boolean
  readonly templateId: string
  readonly templateVersion: number
}

/** One text for one place; names are compared without case. */
export function placeKey(place: Place): string {
  const { component, componentInstance, evseId, connectorId, variable, variableInstance, attribute } = place
  const names = [component, componentInstance, evseId, connectorId, variable, variableInstance, attribute]
  return JSON.stringify(names).toLowerCase()
}

/**
 * What a station shall be, from all templates that are for it: entries of its version, of each place that of the template
 * with the highest priority.
 */
export function compile(templates: readonly Template[], station: ConfiguredStation): readonly Wanted[] {
  const inOrder = templates
    .filter(({ conditions }) => isFor(conditions, station))
    .toSorted((one, other) => one.priority - other.priority || (one.name < other.name ? -1 : 1))
  const wanted = new Map<string, Wanted>()
  for (const template of inOrder) {
    for (const entry of template.entries) {
      const place = placeIn(entry, station)
      if (place === undefined || entry.value === undefined) continue
      wanted.set(placeKey(place), {
        ...place,
        value: entry.value,
        min: entry.min,
        max: entry.max,
        isSecret: isSecretName(place.variable),
        templateId: template.templateId,
        templateVersion: template.version,
      })
    }
  }
  return [...wanted.values()]
}

const WHOLE = { componentInstance: '', evseId: 0, connectorId: 0, variableInstance: '', attribute: 'Actual' } as const

/** Where an entry is meant on a station of this version; undefined when the version has no such place. */
export function placeIn(entry: TemplateEntry, { version }: Pick<ConfiguredStation, 'version'>): Place | undefined {
  const is16 = version === '1.6'
  switch (entry.kind) {
    case 'setting': {
      const setting = neutralSetting(entry.setting)
      if (is16) return setting?.key === undefined ? undefined : { ...WHOLE, component: '', variable: setting.key }
      return setting?.variable === undefined ? undefined : { ...WHOLE, ...setting.variable }
    }
    case 'key':
      return is16 ? { ...WHOLE, component: '', variable: entry.key } : undefined
    case 'variable':
      if (is16) return undefined
      return {
        component: entry.component,
        componentInstance: entry.componentInstance ?? '',
        evseId: entry.evseId ?? 0,
        connectorId: entry.connectorId ?? 0,
        variable: entry.variable,
        variableInstance: entry.variableInstance ?? '',
        attribute: entry.attribute ?? 'Actual',
      }
  }
}

/** Whether a value that a station reports is as wanted. Numbers, flags and lists are compared by what they mean. */
export function isInLine({ value, min, max }: Pick<Wanted, 'value' | 'min' | 'max'>, actual: string): boolean {
  if (min !== undefined || max !== undefined) {
    const number = Number(actual)
    if (actual.trim() === '' || Number.isNaN(number)) return false
    return number >= (min ?? Number.NEGATIVE_INFINITY) && number <= (max ?? Number.POSITIVE_INFINITY)
  }
  return plain(actual) === plain(value)
}

function plain(text: string): string {
  const trimmed = text.trim()
  if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase()
  if (/^[+-]?\d+(\.\d+)?$/.test(trimmed)) return String(Number(trimmed))
  return trimmed
    .split(',')
    .map((member) => member.trim())
    .join(',')
}

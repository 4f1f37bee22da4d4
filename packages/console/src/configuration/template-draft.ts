import type {
  ConfigurationTemplate,
  OcppVersion,
  TemplateConditions,
  TemplateEntry,
} from '@stationmaster/server/contract'

export const entryKinds = ['setting', 'key', 'variable'] as const
export type EntryKind = (typeof entryKinds)[number]

/** One value as it is typed; fields of the other kinds are kept, so that changing the kind loses nothing. */
export interface EntryDraft {
  /** For React: a value has nothing but its place. */
  readonly id: string
  readonly kind: EntryKind
  readonly setting: string
  readonly key: string
  readonly component: string
  readonly componentInstance: string
  readonly evseId: string
  readonly connectorId: string
  readonly variable: string
  readonly variableInstance: string
  readonly attribute: string
  readonly value: string
  readonly min: string
  readonly max: string
  /** The stored value is not shown, and stays when none is typed. */
  readonly isSecret: boolean
}

export interface TemplateDraft {
  readonly name: string
  readonly description: string
  readonly priority: string
  readonly enabled: boolean
  readonly ocppVersions: readonly OcppVersion[]
  readonly vendors: string
  readonly models: string
  readonly firmwares: string
  readonly siteIds: readonly string[]
  readonly stationIds: string
  readonly entries: readonly EntryDraft[]
}

export function newEntry(id: string): EntryDraft {
  return {
    ...{ id, kind: 'setting', setting: '', key: '', component: '', componentInstance: '', evseId: '', connectorId: '' },
    ...{ variable: '', variableInstance: '', attribute: '', value: '', min: '', max: '', isSecret: false },
  }
}

export function newTemplate(): TemplateDraft {
  return {
    ...{ name: '', description: '', priority: '0', enabled: true, ocppVersions: [], vendors: '', models: '' },
    ...{ firmwares: '', siteIds: [], stationIds: '', entries: [newEntry('0')] },
  }
}

/** A template, written into the form. */
export function draftOf({
  name,
  description,
  priority,
  enabled,
  conditions,
  entries,
}: ConfigurationTemplate): TemplateDraft {
  const list = (texts: readonly string[] | undefined) => texts?.join(', ') ?? ''
  return {
    ...{ name, description: description ?? '', priority: String(priority), enabled },
    ...{ ocppVersions: conditions.ocppVersions ?? [], siteIds: conditions.siteIds ?? [] },
    vendors: list(conditions.vendors),
    models: list(conditions.models),
    firmwares: list(conditions.firmwares),
    stationIds: list(conditions.stationIds),
    entries: entries.map((entry, index) => entryDraft(entry, String(index), entry.isSecret)),
  }
}

function entryDraft(entry: TemplateEntry, id: string, isSecret: boolean): EntryDraft {
  const shown = {
    ...newEntry(id),
    ...{ kind: entry.kind, value: entry.value ?? '', isSecret },
    min: typed(entry.min),
    max: typed(entry.max),
  }
  switch (entry.kind) {
    case 'setting':
      return { ...shown, setting: entry.setting }
    case 'key':
      return { ...shown, key: entry.key }
    case 'variable': {
      const { component, componentInstance = '', variable, variableInstance = '', attribute = '' } = entry
      const where = { evseId: typed(entry.evseId), connectorId: typed(entry.connectorId) }
      return { ...shown, ...where, component, componentInstance, variable, variableInstance, attribute }
    }
  }
}

function typed(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

/** What the form says, as it is sent; the contract judges it. */
export function bodyOf(draft: TemplateDraft): Readonly<Record<string, unknown>> {
  const description = draft.description.trim()
  return {
    name: draft.name,
    description: description === '' ? null : description,
    enabled: draft.enabled,
    priority: numberOf(draft.priority) ?? 0,
    conditions: conditionsOf(draft),
    entries: draft.entries.map(entryOf),
  }
}

export function conditionsOf(draft: TemplateDraft): TemplateConditions {
  const given = {
    ocppVersions: [...draft.ocppVersions],
    vendors: textsOf(draft.vendors),
    models: textsOf(draft.models),
    firmwares: textsOf(draft.firmwares),
    siteIds: [...draft.siteIds],
    stationIds: textsOf(draft.stationIds),
  }
  return Object.fromEntries(Object.entries(given).filter(([, list]) => list.length > 0))
}

function textsOf(list: string): string[] {
  return list
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

function entryOf(draft: EntryDraft): Readonly<Record<string, unknown>> {
  const wanted = {
    ...(draft.value === '' && draft.isSecret ? {} : { value: draft.value }),
    ...given('min', numberOf(draft.min)),
    ...given('max', numberOf(draft.max)),
  }
  const { kind } = draft
  switch (kind) {
    case 'setting':
      return { kind, setting: draft.setting, ...wanted }
    case 'key':
      return { kind, key: draft.key.trim(), ...wanted }
    case 'variable':
      return {
        ...{ kind, component: draft.component.trim(), variable: draft.variable.trim() },
        ...given('componentInstance', textOf(draft.componentInstance)),
        ...given('variableInstance', textOf(draft.variableInstance)),
        ...given('evseId', numberOf(draft.evseId)),
        ...given('connectorId', numberOf(draft.connectorId)),
        ...given('attribute', textOf(draft.attribute)),
        ...wanted,
      }
  }
}

function given(name: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [name]: value }
}

function textOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim()
}

/** Undefined when nothing is typed; the text itself when it is no number, for the contract to refuse. */
function numberOf(text: string): number | string | undefined {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '') return undefined
  const value = Number(trimmed)
  return Number.isFinite(value) ? value : text
}

import { instantOf, localTime } from '../app/i18n/local-time.ts'
import type { Field, GroupShape, Shape } from './shape.ts'

/** What stands in a form: text as typed, so that half a number can be typed too. Undefined is a part that is left out. */
export type Draft = string | boolean | undefined | readonly Draft[] | DraftGroup
export interface DraftGroup {
  readonly [name: string]: Draft
}

/** An empty form, with what is assumed filled in. */
export function emptyGroup(shape: GroupShape): DraftGroup {
  return Object.fromEntries(shape.fields.map((field) => [field.name, emptyField(field)]))
}

function emptyField({ shape, isRequired, initial }: Field): Draft {
  if (initial !== undefined) return draftOf(shape, initial)
  if (shape.kind === 'flag' && !isRequired) return ''
  if (shape.kind === 'group' && !isRequired) return undefined
  return emptyDraft(shape, isRequired)
}

/** An empty part of a form. */
export function emptyDraft(shape: Shape, isRequired = true): Draft {
  switch (shape.kind) {
    case 'flag':
      return false
    case 'group':
      return emptyGroup(shape)
    case 'list':
      return isRequired ? Array.from({ length: shape.least }, () => emptyDraft(shape.item)) : []
    case 'choices':
      return []
    default:
      return ''
  }
}

/** A value, written into a form. */
export function draftOf(shape: Shape, value: unknown): Draft {
  if (value === undefined || value === null) return emptyDraft(shape, false)
  switch (shape.kind) {
    case 'flag':
      return value === true
    case 'time':
      return localTime(String(value))
    case 'group':
      return draftOfGroup(shape, value)
    case 'list':
      return Array.isArray(value) ? value.map((item) => draftOf(shape.item, item)) : []
    case 'choices':
      return Array.isArray(value) ? value.map(String) : []
    case 'json':
      return JSON.stringify(value, null, 2)
    default:
      return String(value)
  }
}

/** A form with some of it filled in. */
export function draftOfGroup(shape: GroupShape, value: unknown): DraftGroup {
  const known: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {}
  return Object.fromEntries(
    shape.fields.map((field) => [
      field.name,
      known[field.name] === undefined ? emptyField(field) : draftOf(field.shape, known[field.name]),
    ]),
  )
}

/** What a form says, as it is sent; what is left empty is left out. A text that is no number or no JSON stays a text. */
export function partValue(shape: Shape, draft: Draft): unknown {
  switch (shape.kind) {
    case 'group':
      return isGroup(draft) ? groupValue(shape, draft) : undefined
    case 'list':
      return listValue(draft, (item) => partValue(shape.item, item))
    case 'choices':
      return listValue(draft, (item) => item)
    case 'flag':
      return typeof draft === 'boolean' ? draft : { true: true, false: false }[String(draft)]
    case 'number':
      return numberValue(String(draft ?? ''))
    case 'time':
      return timeValue(String(draft ?? ''))
    case 'json':
      return jsonValue(String(draft ?? ''))
    default:
      return draft === '' ? undefined : draft
  }
}

export function groupValue(shape: GroupShape, draft: DraftGroup): Readonly<Record<string, unknown>> {
  const entries = shape.fields.map((field) => [field.name, partValue(field.shape, draft[field.name])] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

export function isGroup(draft: Draft): draft is DraftGroup {
  return typeof draft === 'object' && !Array.isArray(draft)
}

function listValue(draft: Draft, valueOfItem: (item: Draft) => unknown): unknown {
  if (!Array.isArray(draft) || draft.length === 0) return undefined
  return draft.map((item: Draft) => valueOfItem(item) ?? '')
}

/** Decimal commas are read as points: half of Europe types them. */
function numberValue(text: string): unknown {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '') return undefined
  const value = Number(trimmed)
  return Number.isFinite(value) ? value : text
}

function timeValue(text: string): unknown {
  if (text === '') return undefined
  const atMs = instantOf(text)
  return Number.isNaN(atMs) ? text : new Date(atMs).toISOString()
}

function jsonValue(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

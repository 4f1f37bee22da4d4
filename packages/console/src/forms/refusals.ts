import type { z } from 'zod'
import { ApiError } from '../app/api.ts'
import type { Text } from '../app/i18n/use-text.ts'

/** What is wrong with a form, by the path of the field: `chargingProfile.chargingSchedule.0.duration`. */
export type Refusals = ReadonlyMap<string, string>

/** What the schema says against a value. */
export function schemaRefusals(schema: z.ZodType, value: unknown, text: Text): Refusals {
  const parsed = schema.safeParse(value)
  if (parsed.success) return new Map()
  return new Map(parsed.error.issues.map((issue) => [issue.path.map(String).join('.'), ruleOf(issue, text)]))
}

/** What the server says against fields below a part of its body; '' is all of it. */
export function serverRefusals(error: unknown, part: string, text: Text): Refusals {
  if (!(error instanceof ApiError)) return new Map()
  const told = (error.problem.errors ?? []).map(({ field, rule }) => [pathOf(field), rule] as const)
  const start = part === '' ? '' : `${part}.`
  const within = told.filter(([path]) => path.startsWith(start))
  return new Map(within.map(([path, rule]) => [path.slice(start.length), text('form.rule', { rule })]))
}

/** `command.keys[2]` and `command.keys.2` are the same place. */
function pathOf(field: string): string {
  return field.replace(/\[(\d+)\]/g, '.$1')
}

function ruleOf(issue: z.core.$ZodIssue, text: Text): string {
  switch (issue.code) {
    case 'invalid_type':
      return missing(issue) ? text('form.needed') : text('form.wrongKind')
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? text('form.atLeast', { limit: Number(issue.minimum) })
        : text('form.needed')
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? text('form.atMost', { limit: Number(issue.maximum) })
        : text('form.tooLong', { limit: Number(issue.maximum) })
    case 'invalid_value':
      return text('form.needed')
    default:
      return issue.message === '' ? text('form.invalid') : text('form.rule', { rule: issue.message })
  }
}

function missing(issue: z.core.$ZodIssue): boolean {
  return issue.input === undefined && /received undefined/.test(issue.message)
}

/** Whether something below a path is refused, so that what is folded up opens. */
export function refusesBelow(refusals: Refusals, path: string): boolean {
  return [...refusals.keys()].some((key) => key === path || key.startsWith(`${path}.`))
}

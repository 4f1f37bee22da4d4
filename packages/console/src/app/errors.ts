import type { ErrorWords } from '../ui/message.tsx'
import { ApiError } from './api.ts'
import type { Text } from './i18n/use-text.ts'

/** The one place where a failure becomes words: what happened, what to do, which code to pass on. */
export function errorWords(error: unknown, text: Text): ErrorWords {
  if (error instanceof ApiError) return refusalWords(error, text)
  if (error instanceof TypeError) {
    return { title: text('error.unreachable'), detail: text('error.unreachable.detail'), code: 'unreachable' }
  }
  const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { title: text('error.unexpected'), detail: text('error.unexpected.detail'), code: name }
}

function refusalWords(error: ApiError, text: Text): ErrorWords {
  const { code, status, title, detail } = error.problem
  const known = text.maybe(`error.${code}`)
  const rules = (error.problem.errors ?? []).map(({ field, rule }) => `${field}: ${rule}`)
  return {
    title: known ?? text.maybe(`error.status.${status}`) ?? title,
    // The server's own title says in English what the catalogue has said already.
    detail: [detail ?? (known === null ? title : null), ...rules].filter((part) => part !== null).join(' · '),
    code: `${status} ${code}`,
  }
}

/** The same in one line, for toasts and forms. */
export function errorLine(error: unknown, text: Text): string {
  const { title, detail } = errorWords(error, text)
  return detail === '' || title === detail ? title : `${title} – ${detail}`
}

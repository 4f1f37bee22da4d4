import type { CallOutput, InputOfCall, OperationId, Problem } from '@stationmaster/server/contract'
import { firstRoutes } from './first-routes.ts'

/** A refused call; `problem` is the server's words. */
export class ApiError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }
}

interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/**
 * Calls the server this page came from. Throws ApiError for a refusal, TypeError when it cannot be reached. The
 * contract's own client does the same but carries every schema, which the first screen cannot afford.
 */
export function call<Id extends OperationId>(id: Id, input: InputOfCall<Id>): Promise<CallOutput<Id>>
// The server checks what it sends against the contract that the types are made of.
export async function call(id: OperationId, { idempotencyKey, body, signal, ...rest }: AnyInput): Promise<unknown> {
  const [method, path] = await routeOf(id)
  const response = await fetch(`/api/v1${addressOf(path, rest)}`, {
    method,
    headers: {
      accept: 'application/json',
      // The language that was chosen here, not the browser's: mails that a call causes are written in it.
      'accept-language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  const text = await response.text()
  if (!response.ok) throw new ApiError(problemOf(text, response))
  return text === '' ? undefined : JSON.parse(text)
}

async function routeOf(id: OperationId): Promise<readonly [method: string, path: string]> {
  const first: Partial<Record<OperationId, readonly [string, string]>> = firstRoutes
  return first[id] ?? (await import('./routes.ts')).routes[id]
}

/** Path and query of a call. */
export function addressOf(path: string, { params, query }: Pick<AnyInput, 'params' | 'query'>): string {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])))
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) words.set(name, String(value))
  return words.size > 0 ? `${filled}?${words}` : filled
}

/** A refusal may also come from something between us and the server that knows no problem documents. */
function problemOf(text: string, { status, statusText }: Response): Problem {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && 'code' in parsed && 'title' in parsed) return parsed as Problem
  } catch {
    // Not JSON: the status line is all there is.
  }
  return { type: 'about:blank', title: statusText || 'Unexpected answer', status, code: 'unexpectedAnswer' }
}

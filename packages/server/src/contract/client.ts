import type { z } from 'zod'
import type { Operation } from './operation.ts'
import { type OperationId, type Operations, operations } from './operations.ts'
import { Problem } from './primitives.ts'

type InputOf<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined
type Part<Name extends string, Schema> = Schema extends z.ZodType
  ? object extends InputOf<Schema>
    ? { readonly [K in Name]?: InputOf<Schema> }
    : { readonly [K in Name]: InputOf<Schema> }
  : object
type PartOf<Op, Name extends 'params' | 'query' | 'body'> = Op extends { readonly [K in Name]: infer Schema }
  ? Part<Name, Schema>
  : object

/** What a call of an operation takes: its params, query and body. */
export type CallInput<Id extends OperationId> = PartOf<Operations[Id], 'params'> &
  PartOf<Operations[Id], 'query'> &
  PartOf<Operations[Id], 'body'> & { readonly idempotencyKey?: string; readonly signal?: AbortSignal }
/** What it resolves to. */
export type CallOutput<Id extends OperationId> = Operations[Id] extends {
  readonly response: infer Schema extends z.ZodType
}
  ? z.output<Schema>
  : Operations[Id] extends { readonly download: readonly string[] }
    ? string
    : undefined

/** A refused call; `problem` is the server's words. */
export class ApiError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }
}

export interface ClientOptions {
  /** Origin of the server, '' for the page's own. */
  readonly baseUrl: string
  readonly apiKey?: string
  readonly fetch?: typeof globalThis.fetch
}

interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/** Path and query of an operation's call, for links and tests. */
export function pathOf(operation: Operation, input: AnyInput): string {
  const path = operation.path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) if (value !== undefined) query.set(name, String(value))
  return `/api/v1${path}${query.size > 0 ? `?${query}` : ''}`
}

/** Typed caller of every operation. Throws ApiError for a refusal, TypeError when the server cannot be reached. */
export function createClient(options: ClientOptions) {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis)
  return async function call<Id extends OperationId>(id: Id, input: CallInput<Id>): Promise<CallOutput<Id>> {
    const operation: Operation = operations[id]
    const any: AnyInput = input
    const headers: Record<string, string> = { accept: 'application/json' }
    if (options.apiKey !== undefined) headers['authorization'] = `Bearer ${options.apiKey}`
    if (any.idempotencyKey !== undefined) headers['idempotency-key'] = any.idempotencyKey
    if (any.body !== undefined) headers['content-type'] = 'application/json'
    const response = await send(`${options.baseUrl}${pathOf(operation, any)}`, {
      method: operation.method,
      headers,
      credentials: 'same-origin',
      ...(any.body === undefined ? {} : { body: JSON.stringify(any.body) }),
      ...(any.signal === undefined ? {} : { signal: any.signal }),
    })
    const text = await response.text()
    const isFile = response.ok && operation.download !== undefined
    const content: unknown = isFile ? text : text === '' ? undefined : JSON.parse(text)
    if (!response.ok) throw new ApiError(problemFrom(content, response))
    // The server validates what it sends against the same schema; the cast restates that contract.
    return content as CallOutput<Id>
  }
}

export type Client = ReturnType<typeof createClient>

function problemFrom(content: unknown, response: Response): Problem {
  const parsed = Problem.safeParse(content)
  if (parsed.success) return parsed.data
  return {
    type: 'about:blank',
    title: response.statusText || 'Unexpected answer',
    status: response.status,
    code: 'unexpectedAnswer',
  }
}

import type { Operation } from './operation.ts'
import { type OperationId, type Operations, operations } from './operations.ts'
import { Problem } from './primitives.ts'

/** What a schema takes. Asked of its one member: to compare it with the type of all schemas costs the compiler minutes. */
type InputOf<Schema> = Schema extends { readonly _zod: { readonly input: infer Input } } ? Input : undefined
type OutputOf<Schema> = Schema extends { readonly _zod: { readonly output: infer Output } } ? Output : undefined
type Part<Name extends string, Input> = object extends Input
  ? { readonly [K in Name]?: Input }
  : { readonly [K in Name]: Input }
type PartOf<Op, Name extends 'params' | 'query' | 'body'> = Op extends { readonly [K in Name]: infer Schema }
  ? Part<Name, InputOf<Schema>>
  : object

/** What a call of an operation takes: its params, query and body. */
export type CallInput<Id extends OperationId> = PartOf<Operations[Id], 'params'> &
  PartOf<Operations[Id], 'query'> &
  PartOf<Operations[Id], 'body'> & { readonly idempotencyKey?: string; readonly signal?: AbortSignal }

type Inputs = { readonly [Id in OperationId]: CallInput<Id> }
/**
 * The input of one operation, looked up so that the compiler cannot guess at it before it knows which: otherwise it
 * compares every literal that is given with the inputs of all operations, a third of a second for each call.
 */
export type InputOfCall<Id extends OperationId> = Inputs extends { readonly [K in Id]: infer Input } ? Input : never
/** What it resolves to. */
export type CallOutput<Id extends OperationId> = Operations[Id] extends { readonly response: infer Schema }
  ? OutputOf<Schema>
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
  return call
  function call<Id extends OperationId>(id: Id, input: InputOfCall<Id>): Promise<CallOutput<Id>>
  // The server validates what it sends against the schema that the types are made of.
  async function call(id: OperationId, any: AnyInput): Promise<unknown> {
    const operation: Operation = operations[id]
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
    return content
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

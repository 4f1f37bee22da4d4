import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, callerOf, requirePermission, requireWholeTenant, scopeOf } from '../accounts/actor.ts'
import { type Operation, type OperationId, operations } from '../contract/index.ts'
import { problemOf, Refusal } from '../platform/errors.ts'
import { originOf, withinRequest } from '../platform/request-origin.ts'
import { withinScope } from '../platform/row-scope.ts'
import type { CallerLimit } from './caller-limit.ts'
import { isDownload, sendDownload } from './download.ts'
import type { Browser, Handlers } from './handler.ts'
import type { Idempotency, KeptAnswer } from './idempotency.ts'
import { parseInput } from './input.ts'

/** Says who a request comes from. */
export interface Authenticator {
  /** Undefined: nobody we know. Refuses a browser's write that another web site has caused. */
  identify(request: FastifyRequest): Promise<Actor | undefined>
  browser(request: FastifyRequest, reply: FastifyReply): Browser
}

export interface ApiServices {
  readonly handlers: Handlers
  readonly authenticator: Authenticator
  readonly idempotency: Idempotency
  readonly limit: CallerLimit
}

/** A handler as the loop below sees it: the contract's schemas have given its call the right shape. */
type AnyHandler = (call: object) => Promise<unknown>

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/

/** Registers a route for every operation of the contract; an operation without a handler stops the start. */
export function registerOperations(app: FastifyInstance, services: ApiServices): void {
  for (const [id, operation] of Object.entries<Operation>(operations)) {
    const handler: AnyHandler | undefined = services.handlers[id as OperationId] as AnyHandler | undefined
    if (handler === undefined) throw new Error(`The operation ${id} of the contract has no handler.`)
    const deeds = deedsOf(id, operation)
    app.route({
      method: operation.method,
      url: `/api/v1${operation.path}`,
      ...(operation.bodyBytes === undefined ? {} : { bodyLimit: operation.bodyBytes }),
      onRequest: async (request) => {
        request.actor = await permittedActor(services.authenticator, operation, request)
      },
      // After the limit of the address, which runs last on a request.
      preParsing: async (request, reply) => {
        if (request.actor !== undefined) services.limit.take(request.actor, reply)
      },
      handler: (request, reply) => serve({ id, deeds, operation, handler, services, request, reply }),
    })
  }
}

/** What an operation may write to the audit log; one that is not only read must have said it. */
function deedsOf(id: string, { method, audit }: Operation): readonly string[] {
  if (method !== 'GET' && audit === undefined) throw new Error(`The operation ${id} does not say what it audits.`)
  return audit === undefined || audit === 'notPrivileged' ? [] : audit
}

/** The caller, when the operation may be used by it. Refuses everybody else. */
export async function permittedActor(
  authenticator: Authenticator,
  operation: Pick<Operation, 'permission' | 'wholeTenant'>,
  request: FastifyRequest,
): Promise<Actor | undefined> {
  const actor = await authenticator.identify(request)
  if (operation.permission === 'public') return actor
  if (actor === undefined) throw new Refusal('signInRequired')
  requirePermission(actor, operation.permission)
  if (operation.wholeTenant === true) requireWholeTenant(actor)
  return actor
}

interface Served {
  readonly id: string
  readonly deeds: readonly string[]
  readonly operation: Operation
  readonly handler: AnyHandler
  readonly services: ApiServices
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

async function serve(served: Served): Promise<unknown> {
  const { operation, request, reply } = served
  const input = {
    params: parseInput('params', operation.params, request.params),
    query: parseInput('query', operation.query, request.query),
    body: parseInput('body', operation.body, request.body),
  }
  const actor = operation.permission === 'public' ? undefined : request.actor
  const answered = await onBehalfOf(actor, () => answerOnce(served, input))
  if (isDownload(answered.body)) {
    return sendDownload(reply, answered.body, (read) => onBehalfOf(actor, read))
  }
  void reply.code(answered.status).header('cache-control', 'no-store')
  if (answered.status >= 400) void reply.type('application/problem+json')
  return answered.body === undefined ? reply.send() : answered.body
}

/** Work for a caller sees the rows that the caller may see; what the public may ask is the program's own work. */
export function onBehalfOf<Result>(actor: Actor | undefined, work: () => Result): Result {
  return actor === undefined ? work() : withinScope(scopeOf(actor), work)
}

async function answerOnce(served: Served, input: object): Promise<KeptAnswer> {
  const { operation, request, services } = served
  const key = idempotencyKey(operation, request)
  const work = () => answer(served, input)
  return key === undefined || request.actor === undefined
    ? await work()
    : await services.idempotency.run(
        {
          tenantId: request.actor.tenantId,
          caller: callerOf(request.actor),
          route: `${operation.method} ${operation.path}`,
          key,
          content: [request.params, request.query, request.body],
        },
        () => withRefusals(work),
      )
}

async function answer(served: Served, input: object): Promise<KeptAnswer> {
  const { id, deeds, operation, handler, services, request, reply } = served
  const closed = new AbortController()
  reply.raw.once('close', () => closed.abort())
  const result = await withinRequest(originOf(request, id, deeds), () =>
    handler({
      ...input,
      actor: request.actor,
      address: request.ip,
      browser: services.authenticator.browser(request, reply),
      signal: closed.signal,
    }),
  )
  if (operation.download !== undefined) return { status: 200, body: result }
  if (operation.response === undefined) return { status: 204, body: undefined }
  // What the contract does not name must not leave; a mismatch is our mistake and answered with 500.
  return { status: operation.status ?? 200, body: operation.response.parse(result) }
}

/** A refusal is an answer too: the same key gets it again. */
async function withRefusals(work: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal && error.status < 500) return { status: error.status, body: problemOf(error) }
    throw error
  }
}

function idempotencyKey(operation: Operation, request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (operation.idempotent !== true || key === undefined) return undefined
  if (typeof key === 'string' && IDEMPOTENCY_KEY.test(key)) return key
  throw new Refusal('invalidInput', {
    errors: [{ field: 'Idempotency-Key', rule: 'must be 1 to 200 visible ASCII characters' }],
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set before anything else is read. */
    actor: Actor | undefined
  }
}

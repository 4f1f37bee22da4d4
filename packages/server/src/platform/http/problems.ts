import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type BrokenRule, isDatabaseAway, ruleBrokenIn } from '../database/index.ts'
import { problemOf, Refusal, type RefusalCode } from '../errors.ts'
import { contentPolicy } from './security-headers.ts'

/** What Fastify itself refuses, in our terms. */
const BY_FASTIFY_CODE: ReadonlyMap<string, RefusalCode> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'bodyTooLarge'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'unsupportedMediaType'],
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'unreadableBody'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'unreadableBody'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'unreadableBody'],
  ['FST_ERR_NOT_FOUND', 'notFound'],
])

/** What the database refuses where no handler has seen it coming. */
const BY_RULE: Readonly<Record<BrokenRule, () => Refusal>> = {
  rowSecurity: () => new Refusal('notPermitted', { detail: 'It would reach beyond the sites that you have.' }),
  unique: () =>
    new Refusal('alreadyThere', {
      detail: 'Choose another name or number; what has it may be where you do not see it.',
    }),
}

/** Answers every error as a problem document (RFC 9457). Below 500 it is for the caller, at 500 for the log. */
export function answerErrorsAsProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.status >= 500) request.log.error({ err: error }, 'A request failed')
    else if (ruleBrokenIn(error) !== undefined) request.log.warn({ err: error }, 'The database has refused a request')
    return sendProblem(refusal, request, reply)
  })
}

/** Sends a refusal. The instance names the request as the log does. */
export function sendProblem(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (refusal.details.retryAfterS !== undefined) void reply.header('retry-after', refusal.details.retryAfterS)
  return reply
    .code(refusal.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(refusal, `urn:uuid:${request.id}`)))
}

/** Answers what Fastify refuses before there is a route, with the headers that hooks give all other answers. */
export function sendFrameworkProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const headers = { 'content-security-policy': contentPolicy(), 'x-content-type-options': 'nosniff' }
  void sendProblem(refusalOf(error), request, reply.headers(headers))
}

function refusalOf(error: FastifyError | Refusal): Refusal {
  if (error instanceof Refusal) return error
  if (isDatabaseAway(error)) return new Refusal('databaseAway', { retryAfterS: 5 })
  const rule = ruleBrokenIn(error)
  if (rule !== undefined) return BY_RULE[rule]()
  const code = BY_FASTIFY_CODE.get(error.code)
  if (code !== undefined) return new Refusal(code)
  const isCallersFault = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  return isCallersFault ? new Refusal('invalidInput', { detail: error.message }) : new Refusal('internal')
}

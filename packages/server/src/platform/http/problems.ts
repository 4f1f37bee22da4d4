import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseAway } from '../database/index.ts'
import { problemOf, Refusal, type RefusalCode } from '../errors.ts'

/** What Fastify itself refuses, in our terms. */
const BY_FASTIFY_CODE: ReadonlyMap<string, RefusalCode> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'bodyTooLarge'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'unsupportedMediaType'],
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'unreadableBody'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'unreadableBody'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'unreadableBody'],
  ['FST_ERR_NOT_FOUND', 'notFound'],
])

/** Answers every error as a problem document (RFC 9457). Below 500 it is for the caller, at 500 for the log. */
export function answerErrorsAsProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.status >= 500) request.log.error({ err: error }, 'A request failed')
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

function refusalOf(error: FastifyError | Refusal): Refusal {
  if (error instanceof Refusal) return error
  if (isDatabaseAway(error)) return new Refusal('databaseAway', { retryAfterS: 5 })
  const code = BY_FASTIFY_CODE.get(error.code)
  if (code !== undefined) return new Refusal(code)
  const isCallersFault = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  return isCallersFault ? new Refusal('invalidInput', { detail: error.message }) : new Refusal('internal')
}

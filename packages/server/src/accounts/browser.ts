import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Browser } from '../api/handler.ts'
import { ADDRESS_HEADER } from './auth/auth.ts'

/** The browser of a request: what it has sent to be known by, and the way to give it cookies. */
export function browserOf(request: FastifyRequest, reply: FastifyReply): Browser {
  return {
    headers: identityHeaders(request),
    giveCookies: (answer) => {
      const cookies = answer.getSetCookie()
      if (cookies.length > 0) void reply.header('set-cookie', cookies)
    },
  }
}

/** The headers by which better-auth knows a browser, and the address we have found out ourselves. */
export function identityHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: request.ip })
  for (const name of ['cookie', 'user-agent', 'origin', 'accept-language'] as const) {
    const value = request.headers[name]
    if (value !== undefined) headers.set(name, value)
  }
  return headers
}

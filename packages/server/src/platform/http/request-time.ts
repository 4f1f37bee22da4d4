import type { FastifyInstance } from 'fastify'
import type { Clock } from '../clock/index.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take its time: the route itself limits how slowly it may come. */
    readonly slowBody?: boolean
  }
}

/** What a client may still send of a body after its answer: nobody waits for it. */
const AFTER_ANSWER_MS = 5_000

/**
 * Cuts the line to a client whose body has not come whole in time. Node's own limit (`requestTimeout`) knows no
 * exceptions, and a route that takes large files needs one.
 */
export function limitRequestTime(app: FastifyInstance, clock: Clock, limitMs: number): void {
  app.addHook('onRequest', async ({ raw, routeOptions }, reply) => {
    const hasBody = raw.headers['content-length'] !== undefined || raw.headers['transfer-encoding'] !== undefined
    if (!hasBody || raw.complete) return
    const cutAfter = (delayMs: number) => {
      const timer = clock.after(delayMs, () => void raw.destroy())
      raw.once('close', () => timer.cancel())
      raw.once('end', () => timer.cancel())
    }
    if (routeOptions.config.slowBody !== true) cutAfter(limitMs)
    else reply.raw.once('finish', () => (raw.complete ? undefined : cutAfter(AFTER_ANSWER_MS)))
  })
}

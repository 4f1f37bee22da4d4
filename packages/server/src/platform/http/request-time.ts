import type { FastifyInstance } from 'fastify'
import type { Clock } from '../clock/index.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take its time: the route itself limits how slowly it may come. */
    readonly slowBody?: boolean
  }
}

/**
 * Cuts the line to a client whose body has not come whole in time. Node's own limit (`requestTimeout`) knows no
 * exceptions, and a route that takes large files needs one.
 */
export function limitRequestTime(app: FastifyInstance, clock: Clock, limitMs: number): void {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    const hasBody = raw.headers['content-length'] !== undefined || raw.headers['transfer-encoding'] !== undefined
    if (!hasBody || raw.complete || routeOptions.config.slowBody === true) return
    const timer = clock.after(limitMs, () => void raw.destroy())
    raw.once('close', () => timer.cancel())
    raw.once('end', () => timer.cancel())
  })
}

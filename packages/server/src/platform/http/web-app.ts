import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../errors.ts'
import { sendProblem } from './problems.ts'

const INDEX = 'index.html'

/**
 * Serves a built web app from `folder` and gives its index page to every page address that it routes itself.
 * Anything else that nobody serves is a problem document.
 */
export async function serveWebApp(app: FastifyInstance, folder: string | undefined): Promise<void> {
  const isBuilt = folder !== undefined && existsSync(join(folder, INDEX))
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      setHeaders(response, path) {
        // Files in assets/ carry a hash of their content in their name.
        const isForEver = path.includes(`${sep}assets${sep}`)
        response.setHeader('cache-control', isForEver ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && request.headers.accept?.includes('text/html') === true
    const isOurs = /^\/(api|ocpp|metrics|healthz|readyz)(\/|$|\?)/.test(request.url)
    if (isBuilt && isPage && !isOurs) return reply.sendFile(INDEX)
    return sendProblem(new Refusal('notFound'), request, reply)
  })
}

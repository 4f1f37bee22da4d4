import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Refusal } from '../errors.ts'
import type { Random } from '../random/index.ts'
import { sendProblem } from './problems.ts'
import { contentPolicy } from './security-headers.ts'

const INDEX = 'index.html'
/** Stands in the page where the nonce of its styles goes. */
const NONCE = '{{csp-nonce}}'

/**
 * Serves a built web app from `folder` and gives its index page to every page address that it routes itself.
 * Anything else that nobody serves is a problem document.
 */
export async function serveWebApp(app: FastifyInstance, folder: string | undefined, random: Random): Promise<void> {
  const page = pageOf(folder)
  const newNonce = () => Buffer.from(random.bytes(16)).toString('base64')
  if (folder !== undefined && page !== null) {
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      cacheControl: false,
      setHeaders(response, path) {
        // Files in assets/ carry a hash of their content in their name.
        const isForEver = path.includes(`${sep}assets${sep}`)
        response.setHeader('cache-control', isForEver ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    for (const url of ['/', `/${INDEX}`]) app.get(url, (_, reply) => sendPage(reply, page, newNonce()))
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && request.headers.accept?.includes('text/html') === true
    const isOurs = /^\/(api|ocpp|metrics|healthz|readyz)(\/|$|\?)/.test(request.url)
    if (page !== null && isPage && !isOurs) return sendPage(reply, page, newNonce())
    return sendProblem(new Refusal('notFound'), request, reply)
  })
}

/** The index page of a web app; null when there is none. */
function pageOf(folder: string | undefined): string | null {
  const path = folder === undefined ? '' : join(folder, INDEX)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

/** The page with a nonce of its own, so that nobody can keep one and use it. */
function sendPage(reply: FastifyReply, page: string, nonce: string): FastifyReply {
  return reply
    .headers({ 'content-security-policy': contentPolicy(nonce), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(NONCE, nonce))
}

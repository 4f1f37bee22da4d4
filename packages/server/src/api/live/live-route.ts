import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AccountChanges, Actor } from '../../accounts/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import { type Authenticator, permittedActor } from '../register-operations.ts'
import type { LiveHub } from './live-hub.ts'
import { liveViewOf } from './live-view.ts'
import { eventOf } from './tenant-feed.ts'

const PERMISSION = { permission: 'network.read' } as const
/** A withdrawn right ends open streams at once; when word of it is lost, within this time. */
const RECHECK_MS = 5_000
/** A reader that lets this much pile up is let go; it fetches anew when it comes back. */
const MOST_BUFFERED_BYTES = 4 * 1_048_576

export interface LiveServices {
  readonly hub: LiveHub
  readonly authenticator: Authenticator
  readonly clock: Clock
  readonly changes: Pick<AccountChanges, 'onChange'>
}

/** `GET /api/v1/live`: server-sent events, each a LiveMessage of the contract. */
export function registerLive(app: FastifyInstance, services: LiveServices): void {
  const open = new Set<ServerResponse>()
  // Before the server waits for its requests to end: these never would.
  app.addHook('preClose', async () => {
    for (const response of open) response.end()
  })
  app.get('/api/v1/live', async (request, reply) => {
    const actor = await permittedActor(services.authenticator, PERMISSION, request)
    if (actor === undefined) return
    if (reply.raw.destroyed) {
      // Who has gone while we looked up who it was: nobody would ever close this stream.
      reply.hijack()
      return
    }
    const { raw } = startStream(reply)
    const at = new Date(services.clock.nowMs()).toISOString()
    raw.write(`retry: 2000\n\n${eventOf({ type: 'tick', at })}`)
    const leave = services.hub.open(actor, { send: (event) => sendTo(raw, event) })
    const recheck = () => void endWhenChanged(services, { request, raw, rights: rightsIn(actor) })
    const rechecking = services.clock.every(RECHECK_MS, recheck)
    const unheard = services.changes.onChange(recheck)
    open.add(raw)
    raw.once('close', () => {
      open.delete(raw)
      rechecking.cancel()
      unheard()
      leave()
    })
  })
}

function startStream(reply: FastifyReply): FastifyReply {
  reply.hijack()
  const headers = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)
  reply.raw.writeHead(200, {
    ...Object.fromEntries(headers),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  return reply
}

function sendTo(response: ServerResponse, event: Buffer): boolean {
  if (response.writableEnded || response.destroyed) return false
  if (response.writableLength > MOST_BUFFERED_BYTES) {
    response.destroy()
    return false
  }
  response.write(event)
  return true
}

/** A reader whose rights have changed comes back, and learns it by that: its screen offers what it may do. */
function rightsIn(actor: Actor): string {
  return JSON.stringify([liveViewOf(actor), actor.role, actor.roleName, [...actor.permissions].toSorted()])
}

interface OpenStream {
  readonly request: FastifyRequest
  readonly raw: ServerResponse
  /** What its reader could see and do when it was opened. */
  readonly rights: string
}

async function endWhenChanged({ authenticator }: LiveServices, { request, raw, rights }: OpenStream): Promise<void> {
  try {
    const actor = await permittedActor(authenticator, PERMISSION, request)
    if (actor !== undefined && rightsIn(actor) === rights) return
  } catch {
    // Whatever the reason, the reader learns it when it opens the stream again.
  }
  raw.end()
}

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { attachmentNamed } from '../api/bytes-route.ts'
import { Refusal } from '../platform/errors.ts'
import { boundaryOf, FormError, firstFileOf } from './multipart.ts'
import { byteRangeOf } from './range.ts'
import type { Delivery, LinkKey, Offer, Transfers } from './transfers.ts'

/** Below this path a secret stands for one file in one direction. */
export const LINK_PATH = '/station-files'

/** A refused sender may still push this much before its line is cut. */
const MOST_AFTER_REFUSAL_BYTES = 1_048_576

/**
 * The links that stations use: GET and HEAD for a download, PUT or POST (also as a form) for an upload, below any file name.
 * Who holds the secret may use it; nothing else is asked.
 */
export async function registerFileLinks(app: FastifyInstance, transfers: Transfers): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Bodies are read by the handler, straight to the disk.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    for (const url of [`${LINK_PATH}/:secret`, `${LINK_PATH}/:secret/*`]) {
      scope.route<LinkRoute>({
        method: ['GET', 'HEAD', 'PUT', 'POST'],
        url,
        config: { slowBody: true },
        exposeHeadRoute: false,
        handler: (request, reply) => {
          const isUpload = request.method === 'PUT' || request.method === 'POST'
          return isUpload ? upload(transfers, request, reply) : download(transfers, request, reply)
        },
      })
    }
  })
}

interface LinkRoute {
  Params: { readonly secret: string; readonly '*'?: string }
}

type LinkRequest = FastifyRequest<LinkRoute>

/** As `newSecret` makes them; anything else is not worth a look into the database. */
const SECRET = /^[\w-]{32}$/

function keyOf({ params }: LinkRequest): LinkKey {
  if (!SECRET.test(params.secret)) throw new Refusal('fileLinkUnknown')
  return { secret: params.secret, protocols: ['http'] }
}

async function upload(transfers: Transfers, request: LinkRequest, reply: FastifyReply): Promise<unknown> {
  const { raw } = request
  try {
    const received = await transfers.receive(keyOf(request), offerOf(request))
    // What a form holds behind its file is of no use to anybody.
    dropRest(raw)
    return await reply
      .code(201)
      .header('cache-control', 'no-store')
      .send({
        sizeBytes: received.sizeBytes,
        sha256: received.sha256.toString('hex'),
      })
  } catch (error) {
    void reply.header('connection', 'close')
    if (error instanceof FormError) throw new Refusal('uploadUnreadable', { detail: error.message })
    if (!(error instanceof Refusal) && raw.destroyed && !raw.complete) {
      throw new Refusal('uploadUnreadable', { detail: 'The upload ended early.' })
    }
    throw error
  } finally {
    if (!raw.complete) dropRest(raw)
  }
}

function offerOf(request: LinkRequest): Offer {
  const { raw } = request
  const declared = Number(raw.headers['content-length'] ?? Number.NaN)
  const cut = (reason: Error) => void raw.destroy(reason)
  // An error must leave the socket alive, so that the sender hears what was wrong.
  const body: AsyncIterable<Buffer> = raw.iterator({ destroyOnReturn: false })
  const boundary = boundaryOf(raw.headers['content-type'])
  const inPath = nameInPath(request.params['*'])
  if (boundary === undefined) {
    const label = () => ({ name: inPath ?? nameInHeader(raw), contentType: raw.headers['content-type'] })
    return { content: body, cut, label, declaredBytes: Number.isFinite(declared) ? declared : undefined }
  }
  let label: ReturnType<Offer['label']> = {}
  const content = firstFileOf(body, boundary, ({ name, contentType }) => {
    label = { name: name ?? inPath, contentType }
  })
  return { content, cut, label: () => label }
}

function nameInPath(rest: string | undefined): string | undefined {
  return rest === undefined || rest === '' ? undefined : rest
}

function nameInHeader({ headers }: IncomingMessage): string | undefined {
  return /filename="?([^";]+)"?/i.exec(headers['content-disposition'] ?? '')?.[1]
}

/** Reads on so that the answer can be heard, but not for ever. */
function dropRest(raw: IncomingMessage): void {
  let bytes = 0
  raw.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MOST_AFTER_REFUSAL_BYTES) raw.destroy()
  })
  raw.on('error', () => {})
  raw.resume()
}

async function download(transfers: Transfers, request: LinkRequest, reply: FastifyReply): Promise<unknown> {
  const key = keyOf(request)
  if (request.method === 'HEAD') {
    const link = await transfers.look(key)
    if (link.direction !== 'download') throw new Refusal('fileLinkUnknown')
    const file = await transfers.describe(link)
    return headers(reply, file).header('content-length', file.sizeBytes).send()
  }
  const delivery = await transfers.deliver(key, (reason) => void reply.raw.destroy(reason))
  try {
    // Who has gone meanwhile would never end it.
    if (reply.raw.destroyed) throw new Refusal('uploadUnreadable', { detail: 'The line was cut.' })
    return await send(delivery, request, reply)
  } catch (error) {
    await delivery.end()
    throw error
  }
}

function send(delivery: Delivery, request: LinkRequest, reply: FastifyReply): FastifyReply {
  const { file } = delivery
  const range = byteRangeOf(request.headers.range, file.sizeBytes)
  if (range === 'unsatisfiable') {
    throw new Refusal('rangeNotSatisfiable', { detail: `It has ${file.sizeBytes} bytes.` })
  }
  const isWhole = range === undefined
  const { from, to } = range ?? { from: 0, to: file.sizeBytes - 1 }
  headers(reply, file).header('content-length', to - from + 1)
  if (!isWhole) void reply.code(206).header('content-range', `bytes ${from}-${to}/${file.sizeBytes}`)
  const isLast = to === file.sizeBytes - 1
  reply.raw.once('close', () => {
    // `writableFinished`: every byte has been handed to the network.
    const ended = reply.raw.writableFinished && isLast ? delivery.done() : Promise.resolve()
    void ended
      .catch((error: unknown) => request.log.error({ err: error }, 'A download could not be counted'))
      .finally(() => delivery.end())
  })
  return reply.send(delivery.open(from, to))
}

function headers(reply: FastifyReply, file: Delivery['file']): FastifyReply {
  return reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', attachmentNamed(file.name))
    .header('accept-ranges', 'bytes')
    .header('etag', `"${file.sha256}"`)
    .header('cache-control', 'no-store')
}

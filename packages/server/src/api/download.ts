import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** A file that is made while it is sent, to be saved and nothing else. */
export class Download {
  readonly type: string
  /** Plain ASCII, ours. */
  readonly fileName: string
  readonly chunks: AsyncIterable<string>

  constructor(file: { readonly type: string; readonly fileName: string; readonly chunks: AsyncIterable<string> }) {
    this.type = file.type
    this.fileName = file.fileName
    this.chunks = file.chunks
  }
}

export function isDownload(body: unknown): body is Download {
  return body instanceof Download
}

/** Sends a download; each piece of it is made by `read`, in the scope of who has asked. */
export function sendDownload(
  reply: FastifyReply,
  { type, fileName, chunks }: Download,
  read: <Result>(work: () => Result) => Result,
): FastifyReply {
  return reply
    .code(200)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .type(`${type}; charset=utf-8`)
    .send(Readable.from(readWithin(chunks, read)))
}

/** The stream asks for its pieces whenever it likes, in no scope of anybody. */
async function* readWithin(
  chunks: AsyncIterable<string>,
  read: <Result>(work: () => Result) => Result,
): AsyncIterable<string> {
  const iterator = chunks[Symbol.asyncIterator]()
  for (;;) {
    const next = await read(() => iterator.next())
    if (next.done === true) return
    yield next.value
  }
}

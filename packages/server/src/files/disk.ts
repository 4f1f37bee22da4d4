import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Where the content of files lies: one file for each, named by its id, and what is still coming in a folder beside. */
export interface FileDisk {
  /** Takes content in, checked and durable, under the file's id; what fails leaves nothing. Rejects with what the source throws. */
  receive(fileId: string, source: AsyncIterable<Buffer>): Promise<Received>
  /** Both ends included; all of it without them. */
  read(fileId: string, from?: number, to?: number): Readable
  /** Size in bytes; undefined when the content is not there. */
  size(fileId: string): Promise<number | undefined>
  remove(fileId: string): Promise<void>
  /** Ids of what lies there, and has lain for so long. */
  listOlderThan(atMs: number): Promise<readonly string[]>
  /** Removes what began to come before this time and never ended. */
  dropHalves(beforeMs: number): Promise<void>
}

export interface Received {
  readonly sizeBytes: number
  readonly sha256: Buffer
  readonly md5: Buffer
}

const FILE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700

/** Opens the store below a folder; it is made when something first comes. */
export function openFileDisk(folder: string): FileDisk {
  const incoming = join(folder, 'incoming')
  let halves = 0
  const pathOf = (fileId: string): string => {
    if (!FILE_ID.test(fileId)) throw new Error('A file is named by its id alone.')
    return join(folder, fileId)
  }
  return {
    async receive(fileId, source) {
      const place = pathOf(fileId)
      await mkdir(incoming, { recursive: true, mode: PRIVATE_FOLDER })
      halves += 1
      const half = join(incoming, `${fileId}.${process.pid}.${halves}`)
      try {
        const received = await pour(source, half)
        await rename(half, place)
        await syncFolder(folder)
        return received
      } catch (error) {
        await rm(half, { force: true })
        throw error
      }
    },
    read: (fileId, from = 0, to = Number.POSITIVE_INFINITY) =>
      createReadStream(pathOf(fileId), { start: from, end: to }),
    size: async (fileId) => (await found(stat(pathOf(fileId))))?.size,
    remove: (fileId) => rm(pathOf(fileId), { force: true }),
    listOlderThan: async (atMs) => (await olderThan(folder, atMs)).filter((name) => FILE_ID.test(name)),
    async dropHalves(beforeMs) {
      for (const name of await olderThan(incoming, beforeMs)) await rm(join(incoming, name), { force: true })
    },
  }
}

/** Writes to a new file and waits until the disk has it; hashes on the way. */
async function pour(source: AsyncIterable<Buffer>, path: string): Promise<Received> {
  const sha256 = createHash('sha256')
  const md5 = createHash('md5')
  let sizeBytes = 0
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sizeBytes += chunk.length
      sha256.update(chunk)
      md5.update(chunk)
      yield chunk
    }
  }
  await pipeline(source, hashed, createWriteStream(path, { flags: 'wx', mode: PRIVATE_FILE, flush: true }))
  return { sizeBytes, sha256: sha256.digest(), md5: md5.digest() }
}

/** A rename is durable when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function olderThan(folder: string, atMs: number): Promise<readonly string[]> {
  const names = (await found(readdir(folder))) ?? []
  const looked = await Promise.all(names.map(async (name) => ({ name, seen: await found(stat(join(folder, name))) })))
  return looked.filter(({ seen }) => seen?.isFile() === true && seen.mtimeMs < atMs).map(({ name }) => name)
}

async function found<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

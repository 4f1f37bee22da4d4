import { Readable, Writable } from 'node:stream'
import { Client } from 'basic-ftp'

/** How a transfer ends that does not succeed. */
export type TransferFailure = 'refused' | 'notSupported' | 'failed'

export type Fetched =
  | { readonly ok: true; readonly content: Buffer }
  | { readonly ok: false; readonly why: TransferFailure }
export type Delivered = { readonly ok: true } | { readonly ok: false; readonly why: TransferFailure }

/** The largest file a simulated station has room for. */
const MOST_BYTES = 268_435_456
const FTP_TIMEOUT_MS = 30_000
/** Statuses by which a server says that this file is not for us. */
const REFUSALS = new Set([401, 403, 404, 410])

/** Fetches a file by HTTP or FTP, whole. Total: what goes wrong is a value. `trust` holds PEM roots for FTPS. */
export async function fetchFile(location: string, trust?: string): Promise<Fetched> {
  return attempt<Fetched>(location, {
    http: async (url) => {
      const response = await fetch(url)
      if (!response.ok) return refusalOf(response)
      const content = Buffer.from(await response.arrayBuffer())
      return content.length > MOST_BYTES ? { ok: false, why: 'failed' } : { ok: true, content }
    },
    ftp: async (client, url) => {
      const pieces: Buffer[] = []
      const sink = new Writable({
        write(piece: Buffer, _encoding, done) {
          pieces.push(piece)
          done()
        },
      })
      await client.downloadTo(sink, decodeURIComponent(url.pathname))
      return { ok: true, content: Buffer.concat(pieces) }
    },
    trust,
  })
}

/** Delivers a file under a name below a location: HTTP PUT, or FTP STOR. */
export async function deliverFile(
  location: string,
  file: { readonly name: string; readonly content: Buffer },
  trust?: string,
): Promise<Delivered> {
  const { name, content } = file
  return attempt<Delivered>(location, {
    http: async (url) => {
      const place = location.endsWith('/') ? `${url}${encodeURIComponent(name)}` : url
      const headers = { 'content-type': 'application/octet-stream' }
      const response = await fetch(place, { method: 'PUT', body: new Uint8Array(content), headers })
      if (!response.ok) return refusalOf(response)
      await response.arrayBuffer()
      return { ok: true }
    },
    ftp: async (client, url) => {
      await client.uploadFrom(Readable.from([content]), `${decodeURIComponent(url.pathname)}${name}`)
      return { ok: true }
    },
    trust,
  })
}

interface Ways<Result> {
  readonly http: (url: string) => Promise<Result>
  readonly ftp: (client: Client, url: URL) => Promise<Result>
  readonly trust: string | undefined
}

type Failed = { readonly ok: false; readonly why: TransferFailure }

async function attempt<Result>(location: string, ways: Ways<Result>): Promise<Result | Failed> {
  const url = URL.parse(location)
  try {
    switch (url?.protocol) {
      case 'http:':
      case 'https:':
        return await ways.http(url.href)
      case 'ftp:':
      case 'ftps:':
        return await byFtp(url, ways)
      default:
        return { ok: false, why: 'notSupported' }
    }
  } catch (error) {
    // FTP 530 and 550: the login or the file is not for us.
    const isRefused = error instanceof Error && /^5[35]0 /.test(error.message)
    return { ok: false, why: isRefused ? 'refused' : 'failed' }
  }
}

async function byFtp<Result>(url: URL, { ftp, trust }: Ways<Result>): Promise<Result> {
  const client = new Client(FTP_TIMEOUT_MS)
  const isSecure = url.protocol === 'ftps:'
  try {
    await client.access({
      host: url.hostname,
      port: Number(url.port || (isSecure ? 990 : 21)),
      ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
      ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
      secure: isSecure ? 'implicit' : false,
      ...(trust === undefined ? {} : { secureOptions: { ca: trust } }),
    })
    return await ftp(client, url)
  } finally {
    client.close()
  }
}

async function refusalOf(response: Response): Promise<Failed> {
  await response.body?.cancel()
  return { ok: false, why: REFUSALS.has(response.status) ? 'refused' : 'failed' }
}

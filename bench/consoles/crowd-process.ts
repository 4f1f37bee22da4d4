/** The crowd of consoles, in a process of its own. Told how many of them to be; answers with what they got when it ends. */
import { Agent, request } from 'node:http'
import type { CrowdFigures, CrowdOptions } from './crowd.ts'

/** What a console reads when it is opened, and how often again; as `packages/console/src/now/queries.ts` does. */
const READS: readonly (readonly [path: string, everyMs: number | undefined])[] = [
  ['/me', undefined],
  ['/organisation', undefined],
  ['/stations?limit=50', undefined],
  ['/sessions?limit=50', undefined],
  ['/network/now', 60_000],
  ['/network/attention', 30_000],
  ['/network/load', 60_000],
  ['/network/map', 60_000],
]
/** What it reads again when a station has changed, at most so often; as `packages/console/src/live/apply.ts` does. */
const REFRESHED = ['/network/attention', '/network/map']
const REFRESH_MS = 2000
/** Consoles open one after another, not all in one moment. */
const OPEN_WITHIN_MS = 15_000
const SETTLED_AFTER_MS = 5000
/** As the stream itself asks of browsers (`retry`). */
const REOPEN_MS = 2000

const STATIONS = 'data: {"type":"stations"'

const figures = { bytes: 0, events: 0, reads: 0, failed: 0, ended: 0 }
const agent = new Agent({ keepAlive: true, maxSockets: 32 })

function open({ port, key, count }: CrowdOptions): void {
  const get = (path: string) => ({
    ...{ host: '127.0.0.1', port, path: `/api/v1${path}` },
    headers: { authorization: `Bearer ${key}` },
  })
  const read = (path: string) => {
    request({ ...get(path), agent }, (response) => {
      response.resume()
      if (response.statusCode === 200) figures.reads += 1
      else figures.failed += 1
    })
      .once('error', () => {
        figures.failed += 1
      })
      .end()
  }
  const listen = () => {
    let refreshing: NodeJS.Timeout | undefined
    const refresh = () => {
      refreshing = undefined
      for (const path of REFRESHED) read(path)
    }
    request({ ...get('/live'), agent: false }, (response) => {
      if (response.statusCode !== 200) figures.failed += 1
      response.on('data', (chunk: Buffer) => {
        figures.bytes += chunk.length
        // Events end with an empty line; one that falls between two chunks is not counted.
        if (chunk.at(-1) === 10) figures.events += 1
        if (refreshing === undefined && chunk.includes(STATIONS)) refreshing = setTimeout(refresh, REFRESH_MS)
      })
      response.on('error', () => {})
      response.once('close', () => {
        figures.ended += 1
        setTimeout(listen, REOPEN_MS)
      })
    })
      .once('error', () => {
        figures.failed += 1
      })
      .end()
  }
  for (let n = 0; n < count; n += 1) {
    setTimeout(
      () => {
        listen()
        for (const [path, everyMs] of READS) {
          read(path)
          if (everyMs !== undefined) setInterval(read, everyMs, path)
        }
      },
      (n / count) * OPEN_WITHIN_MS,
    )
  }
  setTimeout(() => process.send?.('open'), OPEN_WITHIN_MS + SETTLED_AFTER_MS)
}

process.on('message', (message: CrowdOptions | 'figures') => {
  if (message === 'figures') process.send?.(figures satisfies CrowdFigures)
  else open(message)
})
process.on('disconnect', () => process.exit())

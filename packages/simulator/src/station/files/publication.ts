import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { OutgoingCall } from '../call.ts'
import type { StationContext } from '../context.ts'
import { fetchFile } from './transfer.ts'
import { withRetries } from './waiting.ts'

export type PublicationStatus =
  | 'Downloading'
  | 'Downloaded'
  | 'DownloadFailed'
  | 'InvalidChecksum'
  | 'ChecksumVerified'
  | 'Published'

/** A publication as the CSMS asked for it; the checksum is MD5 in hex. */
export interface PublicationRequest {
  readonly requestId: number
  readonly location: string
  readonly checksum: string
  readonly retries: number
  readonly retryIntervalS: number
  readonly report: (status: PublicationStatus, locations?: readonly string[]) => OutgoingCall
}

/** A local controller fetches an image and offers it to the stations behind it, for real (2.x L03). */
export async function publish(station: StationContext, request: PublicationRequest): Promise<void> {
  const publication: { requestId: number; status: string } = { requestId: request.requestId, status: '' }
  station.files.publication = publication
  const tell = (status: PublicationStatus, locations?: readonly string[]) => {
    publication.status = status
    void station.outbox.request(request.report(status, locations))
  }
  tell('Downloading')
  const fetched = station.dice.roll('firmware-download-fails')
    ? ({ ok: false } as const)
    : await withRetries(station, request, () => fetchFile(request.location, station.options.trust))
  if (!fetched.ok) return tell('DownloadFailed')
  tell('Downloaded')
  const checksum = createHash('md5').update(fetched.content).digest('hex')
  if (checksum !== request.checksum.toLowerCase()) return tell('InvalidChecksum')
  tell('ChecksumVerified')
  tell('Published', [await offer(station, checksum, fetched.content)])
}

/** Takes a published image back (2.x L04). */
export function unpublish(station: StationContext, checksum: string): 'Unpublished' | 'NoFirmware' | 'DownloadOngoing' {
  const key = checksum.toLowerCase()
  const server = station.files.published.get(key)
  if (server) {
    station.files.published.delete(key)
    server.close()
    server.closeAllConnections()
    return 'Unpublished'
  }
  const status = station.files.publication?.status
  return status === 'Downloading' ? 'DownloadOngoing' : 'NoFirmware'
}

/** Takes everything back: the station goes. */
export function unpublishAll(station: StationContext): void {
  for (const checksum of [...station.files.published.keys()]) unpublish(station, checksum)
}

async function offer(station: StationContext, checksum: string, image: Buffer): Promise<string> {
  const before = station.files.published.get(checksum)
  const server = before ?? createServer((_, response) => response.end(image))
  if (!before) {
    station.files.published.set(checksum, server)
    server.listen(0, '127.0.0.1').unref()
    await once(server, 'listening')
  }
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/${checksum}`
}

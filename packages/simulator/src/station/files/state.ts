import type { Server } from 'node:http'
import type { FirmwareJob } from './firmware-job.ts'
import type { LogJob } from './log-job.ts'

/** What a station does with files, and what it runs on. */
export interface StationFiles {
  firmwareVersion: string
  update: FirmwareJob | undefined
  log: LogJob | undefined
  /** Last word about a publication, for a trigger. */
  publication: { readonly requestId: number; status: string } | undefined
  /** Images a local controller offers, by their MD5. */
  readonly published: Map<string, Server>
}

export function createStationFiles(firmwareVersion: string): StationFiles {
  return { firmwareVersion, update: undefined, log: undefined, publication: undefined, published: new Map() }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Authenticator } from '../api/register-operations.ts'
import type { FilesConfig } from '../config/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { Random } from '../platform/random/index.ts'
import { registerFileContent } from './content-route.ts'
import { openFileDisk } from './disk.ts'
import { type FtpServer, startFtpServer } from './ftp/server.ts'
import { fileHandlers } from './handlers.ts'
import { registerFileLinks } from './http-links.ts'
import { type IssueLink, linkIssuer } from './issue-link.ts'
import { keptFiles, type ReadContent, type StoreFile } from './kept-files.ts'
import { expireFiles } from './retention.ts'
import { createTransfers } from './transfers.ts'

export type { IssueLink } from './issue-link.ts'
export type { ReadContent, StoreFile } from './kept-files.ts'
export type { LinkProtocol } from './links.ts'
export { type KnownFile, readFile } from './queries.ts'

export interface FilesParts {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  readonly config: FilesConfig
  /** Where stations reach us; known once we listen. */
  readonly publicUrl: () => string
}

/** The file store: firmware images and logs, and the one-time links under which stations fetch and deliver them. */
export interface Files {
  readonly handlers: ReturnType<typeof fileHandlers>
  readonly issueLink: IssueLink
  readonly maxLogBytes: number
  /** For files that the program makes itself. */
  readonly storeFile: StoreFile
  readonly readContent: ReadContent
  register(app: FastifyInstance, authenticator: Authenticator): Promise<void>
  /** Begins to listen for FTP where it is switched on. */
  startFtp(): Promise<AsyncDisposable>
  /** Deletes what has been kept long enough. */
  expire(): Promise<void>
}

const MOST_TRANSFERS = 256
const FTP_IDLE_MS = 120_000

export function openFiles(parts: FilesParts): Files {
  const { config } = parts
  const logger = parts.logger.child({ subsystem: 'files' })
  const disk = openFileDisk(join(config.dataDir, 'files'))
  const { quotaBytes, logDays, stallMs, longestMs } = config
  const pace = { stallMs, longestMs }
  const transfers = createTransfers({ ...parts, logger, disk, pace, quotaBytes, logDays, atOnce: MOST_TRANSFERS })
  let ftp: FtpServer | undefined
  const issueLink = linkIssuer({ ...parts, ftpPorts: () => ({ ftp: ftp?.port, ftps: ftp?.tlsPort }) })
  return {
    handlers: fileHandlers({ ...parts, disk, issueLink, maxFirmwareBytes: config.maxFirmwareBytes }),
    issueLink,
    maxLogBytes: config.maxLogBytes,
    ...keptFiles({ ...parts, disk, quotaBytes }),
    async register(app, authenticator) {
      await registerFileLinks(app, transfers)
      registerFileContent(app, { ...parts, disk, authenticator })
    },
    async startFtp() {
      const { tls, ...options } = config.ftp
      ftp = await startFtpServer({
        ...{ transfers, clock: parts.clock, random: parts.random, logger },
        options: { ...options, idleMs: FTP_IDLE_MS },
        tls: tls === undefined ? undefined : { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) },
      })
      return ftp
    },
    expire: () => expireFiles({ ...parts, disk }),
  }
}

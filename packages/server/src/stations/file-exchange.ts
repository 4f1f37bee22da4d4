import type { OcppVersion } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandBody } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { TenantId } from './ids.ts'

/** The commands that move a file, as the API takes them. */
export type FileCommandBody = Extract<
  z.output<typeof CommandBody>,
  { readonly kind: 'updateFirmware' | 'getLog' | 'getDiagnostics' | 'publishFirmware' | 'unpublishFirmware' }
>

/** A command that moves a file, about to be stored. */
export interface AskedExchange {
  readonly tenantId: TenantId
  readonly stationKey: number
  /** Undefined until the station has connected once. */
  readonly version: OcppVersion | undefined
  readonly commandId: string
  readonly requestId: number
  readonly body: FileCommandBody
  readonly requestedBy: string
  readonly nowMs: number
  readonly deadlineAtMs: number
}

/** What the command's body leaves to our own store: where the station fetches or puts the file, and how it is proven. */
export interface FileExchange {
  readonly location: string
  readonly signed?: { readonly signature: string; readonly certificate: string } | undefined
  /** MD5 in hex. */
  readonly checksum?: string | undefined
}

/** Prepares the file of a command and its record, in the transaction that stores the command. Refuses what cannot work. */
export type PrepareExchange = (tx: Tx, asked: AskedExchange) => Promise<FileExchange>

export function movesFile(body: z.output<typeof CommandBody>): body is FileCommandBody {
  switch (body.kind) {
    case 'updateFirmware':
    case 'getLog':
    case 'getDiagnostics':
    case 'publishFirmware':
    case 'unpublishFirmware':
      return true
    default:
      return false
  }
}

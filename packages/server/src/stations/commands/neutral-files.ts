import type { FilesCommand } from '@stationmaster/ocpp'
import type { FileCommandBody, FileExchange } from '../file-exchange.ts'

interface FileContext {
  readonly requestId: number
  readonly file: FileExchange | undefined
  readonly nowMs: number
}

/** Turns a command that moves a file into the neutral one, with the place that was prepared for it. */
export function neutralFileCommand(body: FileCommandBody, { requestId, file, nowMs }: FileContext): FilesCommand {
  if (file === undefined) throw new Error('A command that moves a file needs its place.')
  const { location, signed, checksum = '' } = file
  switch (body.kind) {
    case 'updateFirmware': {
      const { kind, retrieveAt, installAt } = body
      return {
        ...{ kind, requestId, location, ...retryOf(body) },
        retrieveAtMs: retrieveAt === undefined ? nowMs : Date.parse(retrieveAt),
        ...(installAt === undefined ? {} : { installAtMs: Date.parse(installAt) }),
        ...(signed === undefined ? {} : { signed }),
      }
    }
    case 'getLog':
      return { kind: body.kind, requestId, log: body.log, location, ...spanOf(body), ...retryOf(body) }
    case 'getDiagnostics':
      return { kind: body.kind, requestId, location, ...spanOf(body), ...retryOf(body) }
    case 'publishFirmware':
      return { kind: body.kind, requestId, location, checksum, ...retryOf(body) }
    case 'unpublishFirmware':
      return { kind: body.kind, checksum }
  }
}

function retryOf(body: { readonly retries?: number | undefined; readonly retryIntervalS?: number | undefined }) {
  const { retries, retryIntervalS } = body
  if (retries === undefined && retryIntervalS === undefined) return {}
  return {
    retry: {
      ...(retries === undefined ? {} : { retries }),
      ...(retryIntervalS === undefined ? {} : { intervalS: retryIntervalS }),
    },
  }
}

function spanOf({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  if (from === undefined && to === undefined) return {}
  return {
    span: {
      ...(from === undefined ? {} : { fromMs: Date.parse(from) }),
      ...(to === undefined ? {} : { toMs: Date.parse(to) }),
    },
  }
}

import { z } from 'zod'
import { TimeInput, Uuid } from '../primitives.ts'

/** An address for the station, not for us: we never fetch it. */
const stationUrl = z
  .string()
  .max(512)
  .regex(/^(https?|ftps?|sftp):\/\/[^\s\p{Cc}]+$/iu, 'must be an http, https, ftp, ftps or sftp address')

/** How a station reaches our own file store; ftp and ftps only where the server offers them. */
const transport = z.enum(['http', 'ftp', 'ftps']).default('http')
const retries = z.int().min(0).max(10).optional()
const retryIntervalS = z.int().min(0).max(86_400).optional()
const md5 = z.string().regex(/^[0-9a-fA-F]{32}$/, 'must be an MD5 checksum of 32 hexadecimal digits')

const span = {
  /** The part of the log that is wanted; all of it when left out. */
  from: TimeInput.optional(),
  to: TimeInput.optional(),
}

/** Where a log goes: into our own store unless a place is named. */
const upload = { url: stationUrl.optional(), transport, retries, retryIntervalS }

const oneImage = {
  path: ['fileId'],
  error: 'must be given, or url instead of it',
}

/** Firmware and logs. */
export const FILES_COMMANDS = [
  z
    .strictObject({
      kind: z.literal('updateFirmware'),
      /** An image in our store: the station gets a one-time link to it. */
      fileId: Uuid.optional(),
      /** Or an address of your own. */
      url: stationUrl.optional(),
      transport,
      retrieveAt: TimeInput.optional(),
      installAt: TimeInput.optional(),
      /** Send signature and certificate along (1.6: as SignedUpdateFirmware); by default when the image has them. */
      signed: z.boolean().optional(),
      signature: z.string().min(1).max(800).optional(),
      signingCertificate: z.string().min(1).max(5500).optional(),
      retries,
      retryIntervalS,
    })
    .refine((body) => (body.fileId === undefined) !== (body.url === undefined), oneImage)
    .refine((body) => (body.signature === undefined) === (body.signingCertificate === undefined), {
      path: ['signingCertificate'],
      error: 'must be given together with signature, or neither',
    }),
  z.strictObject({
    kind: z.literal('getLog'),
    log: z.enum(['DiagnosticsLog', 'SecurityLog', 'DataCollectorLog']).default('DiagnosticsLog'),
    ...span,
    ...upload,
  }),
  z.strictObject({ kind: z.literal('getDiagnostics'), ...span, ...upload }),
  z
    .strictObject({
      kind: z.literal('publishFirmware'),
      fileId: Uuid.optional(),
      url: stationUrl.optional(),
      /** MD5 of the image at url. */
      checksum: md5.optional(),
      transport,
      retries,
      retryIntervalS,
    })
    .refine((body) => (body.fileId === undefined) !== (body.url === undefined), oneImage)
    .refine((body) => body.url === undefined || body.checksum !== undefined, {
      path: ['checksum'],
      error: 'must be given together with url',
    }),
  z
    .strictObject({ kind: z.literal('unpublishFirmware'), fileId: Uuid.optional(), checksum: md5.optional() })
    .refine((body) => (body.fileId === undefined) !== (body.checksum === undefined), {
      path: ['fileId'],
      error: 'must be given, or checksum instead of it',
    }),
] as const

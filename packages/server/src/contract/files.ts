import { z } from 'zod'
import { label, PageQuery, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'

/** Base64 as signatures are written. */
const Base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be Base64')
const Certificate = z
  .string()
  .max(5500)
  .regex(/^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, 'must be a certificate in PEM')
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits')

/** A firmware image to be uploaded. */
export const FirmwareInput = z
  .strictObject({
    /** The name under which stations fetch it. */
    name: label(120),
    /** What stations report once they run it; an update is confirmed by it. */
    version: label(50).optional(),
    vendor: label(50).optional(),
    model: label(50).optional(),
    /** The upload is refused when its content hashes to something else. */
    sha256: Sha256.optional(),
    /** Base64; together with its certificate stations can verify the image. */
    signature: Base64.max(800).optional(),
    signingCertificate: Certificate.optional(),
  })
  .refine((input) => (input.signature === undefined) === (input.signingCertificate === undefined), {
    path: ['signingCertificate'],
    error: 'must be given together with signature, or neither',
  })
export type FirmwareInput = z.infer<typeof FirmwareInput>

export const StoredFile = z.strictObject({
  id: Uuid,
  purpose: z.enum(['firmware', 'log']),
  name: z.string(),
  contentType: z.string(),
  /** Null, like the hashes, until the content has come. */
  storedAt: Timestamp.nullable(),
  sizeBytes: z.int().nullable(),
  sha256: z.string().nullable(),
  md5: z.string().nullable(),
  version: z.string().nullable(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  signed: z.boolean(),
  /** The station that a log is from. */
  stationId: StationIdentity.nullable(),
  createdBy: z.string(),
  createdAt: Timestamp,
  /** When it is deleted by itself; null: never. */
  deleteAfter: Timestamp.nullable(),
})
export type StoredFile = z.infer<typeof StoredFile>

export const FileQuery = PageQuery.extend({
  purpose: z.enum(['firmware', 'log']).optional(),
  stationId: StationIdentity.optional(),
})
export const FilePage = pageOf(StoredFile)

/** Where to send the content: one PUT, or a POST as a form, before the link expires. */
export const FirmwareUpload = z.strictObject({ file: StoredFile, uploadUrl: z.string(), expiresAt: Timestamp })

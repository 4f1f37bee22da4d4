import { z } from 'zod'
import { label, PageQuery, pageOf, TimeInput, Timestamp, Uuid } from './primitives.ts'

export const TokenType = z.enum([
  'ISO14443',
  'ISO15693',
  'eMAID',
  'KeyCode',
  'Local',
  'MacAddress',
  'Central',
  'DirectPayment',
  'EVCCID',
  'VIN',
  'NoAuthorization',
])

export const TokenInput = z.strictObject({
  /** As on the card; letters, digits and punctuation, compared without case, spaces, dashes and colons. */
  value: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e ]+$/, 'must be printable ASCII'),
  type: TokenType.default('ISO14443'),
  label: label(100).optional(),
  /** Whose it is. */
  driverId: Uuid.optional(),
  status: z.enum(['active', 'blocked']).default('active'),
  expiresAt: TimeInput.optional(),
  /** Members of one group may stop each other's sessions. */
  groupValue: z.string().trim().min(1).max(255).optional(),
  /** Sessions at a time; null is no limit. */
  maxConcurrent: z.int().min(1).max(1000).nullable().default(1),
})
export type TokenInput = z.infer<typeof TokenInput>

export const TokenPatch = z.strictObject({
  type: TokenType.optional(),
  label: label(100).nullable().optional(),
  driverId: Uuid.nullable().optional(),
  status: z.enum(['active', 'blocked']).optional(),
  expiresAt: TimeInput.nullable().optional(),
  groupValue: z.string().trim().min(1).max(255).nullable().optional(),
  maxConcurrent: z.int().min(1).max(1000).nullable().optional(),
})

export const Token = z.strictObject({
  id: Uuid,
  value: z.string(),
  type: z.string(),
  label: z.string().nullable(),
  /** Whose it is; the name is masked for those who may not see drivers. */
  driver: z.strictObject({ id: Uuid, name: z.string() }).nullable(),
  status: z.enum(['active', 'blocked']),
  expiresAt: Timestamp.nullable(),
  groupValue: z.string().nullable(),
  maxConcurrent: z.int().nullable(),
  activeSessions: z.int(),
  createdAt: Timestamp,
})
export type Token = z.infer<typeof Token>
export const TokenQuery = PageQuery.extend({
  search: z.string().max(100).optional(),
  driverId: Uuid.optional(),
  status: z.enum(['active', 'blocked']).optional(),
})
export const TokenPage = pageOf(Token)

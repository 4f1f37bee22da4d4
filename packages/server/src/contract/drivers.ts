import { z } from 'zod'
import { label, PageQuery, pageOf, Timestamp, Uuid } from './primitives.ts'

/** ISO 639-1. */
const LanguageCode = z.string().regex(/^[a-z]{2}$/, 'must be a language such as de')
const Notes = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => !/[^\P{Cc}\n\r\t]/u.test(text), 'must not contain control characters')

/** Somebody who charges. Null empties a field. */
export const DriverInput = z.strictObject({
  name: label(100),
  email: z.email().max(254).nullable().optional(),
  phone: label(40).nullable().optional(),
  language: LanguageCode.nullable().optional(),
  notes: Notes.nullable().optional(),
})
export type DriverInput = z.infer<typeof DriverInput>

/** Fields left out stay as they are. */
export const DriverPatch = DriverInput.partial()
export type DriverPatch = z.infer<typeof DriverPatch>

export const Driver = z.strictObject({
  id: Uuid,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: z.string().nullable(),
  notes: z.string().nullable(),
  tokenCount: z.int(),
  createdAt: Timestamp,
})
export type Driver = z.infer<typeof Driver>

export const DriverQuery = PageQuery.extend({ search: z.string().max(100).optional() })
export const DriverPage = pageOf(Driver)

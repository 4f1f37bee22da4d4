import { z } from 'zod'
import { label, Timestamp, Uuid } from './primitives.ts'

/** Redeems the one-time link printed at first start and makes the owner account. */
export const OwnerSetup = z.strictObject({
  token: z.string().min(20).max(200),
  name: label(100),
  email: z.email().max(200),
  password: z.string().min(12, 'must have at least 12 characters').max(200),
})
export const SignIn = z.strictObject({ email: z.email().max(200), password: z.string().min(1).max(200) })

export const Me = z.strictObject({
  name: z.string(),
  email: z.string().nullable(),
  role: z.string(),
  via: z.enum(['browser', 'apiKey']),
  tenant: z.string(),
})
export type Me = z.infer<typeof Me>

/** Public facts the sign-in page needs; nothing about the fleet. */
export const Welcome = z.strictObject({ ownerExists: z.boolean(), version: z.string() })

export const ApiKeyInput = z.strictObject({ name: label(100) })
export const ApiKey = z.strictObject({
  id: Uuid,
  name: z.string(),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
})
/** The key itself is shown once. */
export const IssuedApiKey = ApiKey.extend({ key: z.string() })
export const ApiKeyList = z.strictObject({ items: z.array(ApiKey) })

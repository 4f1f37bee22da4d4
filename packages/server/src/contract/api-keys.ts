import { z } from 'zod'
import { RoleKey, SiteScope } from './accounts.ts'
import { GrantedPermission } from './permissions.ts'
import { label, TimeInput, Timestamp, Uuid } from './primitives.ts'

/** Either a role or permissions of its own; without both the key may do what its maker may. */
export const ApiKeyInput = z
  .strictObject({
    name: label(100),
    role: RoleKey.optional(),
    permissions: z.array(GrantedPermission).min(1).optional(),
    scope: SiteScope.default('everything'),
    /** Null or absent: until it is revoked. */
    expiresAt: TimeInput.nullish(),
  })
  .refine(({ role, permissions }) => role === undefined || permissions === undefined, {
    path: ['permissions'],
    error: 'must not be given together with role',
  })
export const ApiKey = z.strictObject({
  id: Uuid,
  name: z.string(),
  /** A built-in role, the id of a custom one, or `custom` with permissions of its own. */
  role: z.string(),
  roleName: z.string().nullable(),
  permissions: z.array(GrantedPermission),
  scope: SiteScope,
  createdBy: z.string().nullable(),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>
/** The key itself is shown once. */
export const IssuedApiKey = ApiKey.extend({ key: z.string() })
export const ApiKeyList = z.strictObject({ items: z.array(ApiKey) })

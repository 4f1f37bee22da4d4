import { z } from 'zod'
import { Email } from './accounts.ts'
import { label, Timestamp } from './primitives.ts'

/** Names a tenant in addresses: the stations of `north-volt` connect at /ocpp/north-volt/<identity>. */
export const TenantSlug = z
  .string()
  .max(40)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, 'must be lower-case letters and digits, with hyphens between them')

const Why = label(500)

export const Tenant = z.strictObject({
  slug: TenantSlug,
  name: z.string(),
  createdAt: Timestamp,
  /** Null: in use. */
  suspendedAt: Timestamp.nullable(),
  suspendedReason: z.string().nullable(),
  stations: z.int(),
  people: z.int(),
  /** The first tenant, which the platform owners run. */
  isFirst: z.boolean(),
})
export type Tenant = z.infer<typeof Tenant>
export const TenantList = z.strictObject({ items: z.array(Tenant) })

export const TenantInput = z.strictObject({
  name: label(100),
  slug: TenantSlug,
  /** Invited as its first owner. */
  ownerEmail: Email,
})
export const TenantPatch = z.strictObject({ name: label(100) })
export const TenantReason = z.strictObject({ reason: Why })

/** The link for the first owner, shown once: for when no mail server is set. */
export const OwnerInvitation = z.strictObject({ invitationLink: z.string() })
export const NewTenant = Tenant.extend(OwnerInvitation.shape)
export const OwnerInvitationInput = TenantInput.pick({ ownerEmail: true })

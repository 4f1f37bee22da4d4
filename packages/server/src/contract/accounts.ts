import { z } from 'zod'
import { Brand, ConsoleLanguage } from './organisation.ts'
import { GrantedPermission } from './permissions.ts'
import { label, TenantId, Timestamp, Uuid } from './primitives.ts'

export const Password = z.string().min(12, 'must have at least 12 characters').max(200)
/** A link's secret, as it stands behind the # of the address. */
export const LinkToken = z.string().min(20).max(200)
export const Email = z.email().max(200)

/** Redeems the one-time link printed at first start and makes the owner account. */
export const OwnerSetup = z.strictObject({
  token: LinkToken,
  name: label(100),
  email: Email,
  password: Password,
})
export const SignIn = z.strictObject({ email: Email, password: z.string().min(1).max(200) })

/** The second step of a sign-in: a code of the authenticator app, or one of the backup codes. */
export const SecondFactor = z.strictObject({
  code: z.string().trim().min(6).max(20),
  kind: z.enum(['app', 'backup']).default('app'),
})

/** The part of the tenant that somebody sees: all of it, or the sites listed. */
export const SiteScope = z.union([z.literal('everything'), z.strictObject({ siteIds: z.array(Uuid).min(1).max(500) })])
export type SiteScope = z.infer<typeof SiteScope>

/** A platform owner looks after a tenant of others, for an hour at the most. */
export const Visit = z.strictObject({
  reason: z.string(),
  endsAt: Timestamp,
  /** Where the visitor belongs. */
  home: z.string(),
})
export type Visit = z.infer<typeof Visit>

export const Me = z.strictObject({
  name: z.string(),
  email: z.string().nullable(),
  /** A built-in role, the id of a custom one, or `custom` for an API key with permissions of its own. */
  role: z.string(),
  /** What a custom role is called. */
  roleName: z.string().nullable(),
  via: z.enum(['browser', 'apiKey']),
  /** What the person has chosen; null: as the organisation says, or else the browser. */
  language: ConsoleLanguage.nullable(),
  timeZone: z.string().nullable(),
  tenant: z.string(),
  permissions: z.array(GrantedPermission),
  scope: SiteScope,
  /** The tenants that the person belongs to; empty for API keys. */
  tenants: z.array(z.strictObject({ id: TenantId, name: z.string(), isActive: z.boolean() })),
  /** May make tenants and step into them; not while visiting one. */
  isPlatformOwner: z.boolean(),
  /** Set while the caller looks after a tenant of others. */
  visit: Visit.nullable(),
})
export type Me = z.infer<typeof Me>

/** `secondFactor`: the password was right, and a code is asked for. */
export const SignedIn = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('done'), me: Me }),
  z.strictObject({ step: z.literal('secondFactor') }),
])
export type SignedIn = z.infer<typeof SignedIn>

/** Public facts the sign-in page needs; nothing about the fleet. */
export const Welcome = z.strictObject({
  ownerExists: z.boolean(),
  version: z.string(),
  /** Of the tenant that was named, or of the only one, when it has said how it looks. */
  brand: Brand.nullable(),
  defaultLanguage: ConsoleLanguage.nullable(),
})

/** The address of a tenant, as the links to its sign-in have it. */
export const WelcomeQuery = z.strictObject({ tenant: z.string().min(1).max(60).optional() })

export const PasswordResetRequest = z.strictObject({ email: Email })
export const PasswordReset = z.strictObject({ token: LinkToken, password: Password })

/** A person of the tenant. */
export const Member = z.strictObject({
  id: Uuid,
  name: z.string(),
  email: z.string(),
  role: z.string(),
  roleName: z.string().nullable(),
  scope: SiteScope,
  hasSecondFactor: z.boolean(),
  lastSeenAt: Timestamp.nullable(),
  joinedAt: Timestamp,
  /** The caller. */
  isSelf: z.boolean(),
})
export type Member = z.infer<typeof Member>
export const MemberList = z.strictObject({ items: z.array(Member) })
/** A built-in role, or the id of a custom one. */
export const RoleKey = z.string().min(1).max(36)
export const MemberPatch = z.strictObject({ role: RoleKey.optional(), scope: SiteScope.optional() })

export const InvitationInput = z.strictObject({
  email: Email,
  role: RoleKey,
  scope: SiteScope.default('everything'),
})
export const Invitation = z.strictObject({
  id: Uuid,
  email: z.string(),
  role: z.string(),
  roleName: z.string().nullable(),
  scope: SiteScope,
  invitedBy: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
})
export type Invitation = z.infer<typeof Invitation>
export const InvitationList = z.strictObject({ items: z.array(Invitation) })

/** What the holder of an invitation's link is told. */
export const InvitationOffer = z.strictObject({
  email: z.string(),
  tenant: z.string(),
  role: z.string(),
  roleName: z.string().nullable(),
  /** The address has an account: its person signs in to accept. Otherwise name and password are asked for. */
  hasAccount: z.boolean(),
})
export const InvitationToken = z.strictObject({ token: LinkToken })
export const InvitationAcceptance = z.strictObject({
  token: LinkToken,
  name: label(100).optional(),
  password: Password.optional(),
})

export const Role = z.strictObject({
  /** The name of a built-in role, the id of a custom one. */
  id: z.string(),
  /** Null for built-in roles, which readers name in their own language. */
  name: z.string().nullable(),
  isBuiltIn: z.boolean(),
  permissions: z.array(GrantedPermission),
  /** People and API keys that have it. */
  uses: z.int(),
})
export type Role = z.infer<typeof Role>
export const RoleList = z.strictObject({ items: z.array(Role) })
export const RoleInput = z.strictObject({
  name: label(60),
  permissions: z.array(GrantedPermission).min(1),
})

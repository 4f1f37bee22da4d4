import { z } from 'zod'
import { Me, RoleKey } from './accounts.ts'
import { label, TenantId } from './primitives.ts'

const LONGEST_SESSION_HOURS = 720

const HttpUrl = z
  .string()
  .trim()
  .max(500)
  .refine(isIssuer, 'must be an address without a query, as the provider writes its issuer')
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/, 'must be a domain such as example.com')

/** Where it may lead, and whether http will do, is for the egress guard of the server to say. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, search, hash, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && search === '' && hash === '' && username === '' && password === ''
}

/** Which client of which provider: what a test needs. */
const provider = {
  issuer: HttpUrl,
  clientId: label(200),
  /** Absent: the one that is stored. Null: the client has none. */
  clientSecret: z.string().min(1).max(500).nullish(),
}

export const SingleSignOnInput = z.strictObject({
  /** What the button on the sign-in page says. */
  name: label(60),
  ...provider,
  domains: z
    .array(Domain)
    .min(1)
    .max(50)
    .transform((domains) => [...new Set(domains)]),
  /** The role of somebody who comes for the first time. Null: only members are let in. */
  role: RoleKey.nullable(),
  /** Whether passwords and passkeys open this tenant too. They always do for owners. */
  allowsPassword: z.boolean(),
  sessionHours: z.int().min(1).max(LONGEST_SESSION_HOURS),
})
export const SingleSignOnSettings = z.strictObject({
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  /** The secret itself is never read back. */
  hasSecret: z.boolean(),
  domains: z.array(z.string()),
  role: z.string().nullable(),
  roleName: z.string().nullable(),
  allowsPassword: z.boolean(),
  sessionHours: z.int(),
})
export const SingleSignOn = z.strictObject({
  /** Null: there is none. */
  settings: SingleSignOnSettings.nullable(),
  /** What the provider has to be told. */
  redirectUri: z.string(),
})
export type SingleSignOn = z.infer<typeof SingleSignOn>

export const SingleSignOnTest = z.strictObject(provider)
/** What a test of a provider has found; `works` also says that the provider knows the client. */
export const SingleSignOnFinding = z.strictObject({
  finding: z.enum(['works', 'unreachable', 'noProvider', 'wrongIssuer', 'noCodeFlow', 'wrongClient', 'odd']),
  /** In the words of whoever refused; null when there are none. */
  detail: z.string().nullable(),
})
export type SingleSignOnFinding = z.infer<typeof SingleSignOnFinding>

/** Asks by the domain of an address, or by a tenant. */
export const SignOnQuestion = z.union([
  z.strictObject({ email: z.string().trim().min(3).max(320) }),
  z.strictObject({ tenant: z.string().trim().min(1).max(100) }),
])
export const SignOnChoices = z.strictObject({
  items: z.array(z.strictObject({ tenant: TenantId, name: z.string(), tenantName: z.string() })),
})
export type SignOnChoices = z.infer<typeof SignOnChoices>

export const SignOnStart = z.strictObject({
  tenant: TenantId,
  /** The page wanted afterwards: a path of this site. */
  next: z
    .string()
    .max(500)
    .regex(/^\/(?![/\\])/, 'must be a path of this site')
    .optional(),
})
/** Where the browser goes next. */
export const SignOnAddress = z.strictObject({ url: z.string() })
/** What the provider has given the browser: the query of the address it came back to. */
export const SignOnReturn = z.strictObject({ tenant: TenantId, query: z.string().max(8000) })
export const SignedOn = z.strictObject({ me: Me, next: z.string() })

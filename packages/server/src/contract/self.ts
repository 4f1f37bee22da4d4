import { z } from 'zod'
import { Password } from './accounts.ts'
import { ConsoleLanguage } from './organisation.ts'
import { label, TenantId, Timestamp, TimeZone, Uuid } from './primitives.ts'

export const ProfileInput = z
  .strictObject({
    name: label(100),
    /** Null: that of the organisation, or else of the browser. */
    language: ConsoleLanguage.nullable(),
    timeZone: TimeZone.nullable(),
  })
  .partial()
export const TenantChoice = z.strictObject({ tenant: TenantId })
export const PasswordChange = z.strictObject({ current: z.string().min(1).max(200), password: Password })
/** Asked for again before something that would help whoever has found an open browser. */
export const PasswordProof = z.strictObject({ password: z.string().min(1).max(200) })

/** How the caller signs in. */
export const Security = z.strictObject({
  /** False for somebody who comes through single sign-on alone. */
  hasPassword: z.boolean(),
  /** An authenticator app is set up. */
  hasApp: z.boolean(),
  backupCodesLeft: z.int(),
  /** A single sign-on has let the caller in: nothing of this can be changed. */
  isSignedOn: z.boolean(),
  passkeys: z.array(z.strictObject({ id: Uuid, name: z.string(), createdAt: Timestamp.nullable() })),
})
export type Security = z.infer<typeof Security>

/** For the authenticator app: the address to show as a QR code, and codes to keep for when the app is lost. */
export const AppSetup = z.strictObject({ uri: z.string(), backupCodes: z.array(z.string()) })
export const AppCode = z.strictObject({ code: z.string().regex(/^\d{6}$/, 'must be six digits') })
export const BackupCodes = z.strictObject({ codes: z.array(z.string()) })

/** A browser that is signed in. */
export const BrowserSession = z.strictObject({
  id: Uuid,
  address: z.string().nullable(),
  /** As the browser names itself; anybody can name themselves anything. */
  userAgent: z.string().nullable(),
  createdAt: Timestamp,
  lastSeenAt: Timestamp,
  expiresAt: Timestamp,
  isCurrent: z.boolean(),
})
export type BrowserSession = z.infer<typeof BrowserSession>
export const BrowserSessionList = z.strictObject({ items: z.array(BrowserSession) })

/** What the browser's WebAuthn calls take, as the standard writes it in JSON. */
export const WebAuthnOptions = z.record(z.string(), z.unknown())

const Base64Url = z.string().max(100_000)
const credential = {
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).exactOptional(),
  clientExtensionResults: z.record(z.string(), z.unknown()),
}

/** What navigator.credentials.get gives, by toJSON (WebAuthn level 3, AuthenticationResponseJSON). */
export const PasskeyAnswer = z.strictObject({
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: Base64Url,
      authenticatorData: Base64Url,
      signature: Base64Url,
      userHandle: Base64Url.exactOptional(),
    }),
  }),
})
/** What navigator.credentials.create gives, by toJSON (RegistrationResponseJSON). */
export const PasskeyRegistration = z.strictObject({
  name: label(60),
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: Base64Url,
      attestationObject: Base64Url,
      transports: z.array(z.string().max(40)).max(20).exactOptional(),
    }),
  }),
})

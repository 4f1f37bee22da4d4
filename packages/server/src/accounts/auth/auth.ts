import { getCurrentAuthEndpointContext } from '@better-auth/core/context'
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Database } from '../../platform/database/index.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { Passwords } from '../passwords.ts'
import { directSignIn } from './direct-sign-in.ts'
import { pendingPerson } from './pending-person.ts'
import { PASSKEY_TABLES, TABLES, TWO_FACTOR_TABLES } from './tables.ts'
import { webAuthnPlace } from './web-authn-place.ts'

const MINUTE_S = 60
/** A browser that is not used for this long has to sign in again. */
const SESSION_IDLE_S = 30 * 86_400
/** How much use is written down: an hour is enough to move an expiry of thirty days. */
const TOUCH_S = 3_600
const RESET_LINK_S = 60 * MINUTE_S
const SECOND_FACTOR_S = 10 * MINUTE_S

/** Set by us on what we hand to better-auth; never believed from outside. */
export const ADDRESS_HEADER = 'x-stationmaster-address'

export interface AuthOptions {
  readonly database: Database
  readonly ids: Ids
  readonly logger: Logger
  readonly passwords: Passwords
  /** Signs cookies and encrypts second factors; the database does not hold it. */
  readonly secret: string
  /** Where browsers reach us, without a path. */
  readonly publicUrl: string
  /** Browsers reach us over TLS: cookies are bound to it. */
  readonly secure: boolean
  /** Sends the link with which somebody sets a new password. */
  readonly sendResetLink: (
    person: { readonly id: string; readonly email: string },
    link: { readonly token: string; readonly headers: Headers },
  ) => Promise<void>
  /** Does what belongs to a new password by such a link. */
  readonly concludePasswordReset: (person: KnownPerson) => Promise<void>
}

interface KnownPerson {
  readonly id: string
  readonly email: string
  readonly name: string
}

/** better-auth on our tables, called by our operations only; its own router is not mounted. */
export function createAuth(options: AuthOptions) {
  const { database, ids, logger, passwords, secure } = options
  const prefix = secure ? '__Host-stationmaster' : 'stationmaster'
  return betterAuth({
    appName: 'Stationmaster',
    baseURL: options.publicUrl,
    secret: options.secret,
    telemetry: { enabled: false },
    logger: {
      log: (level, message) => logger[level === 'error' ? 'warn' : 'debug']({ subsystem: 'sign-in' }, message),
    },
    database: { db: database.kysely, type: 'postgres' },
    ...TABLES,
    session: {
      ...TABLES.session,
      expiresIn: SESSION_IDLE_S,
      updateAge: TOUCH_S,
      additionalFields: {
        tenantId: { type: 'number', required: false, input: false, fieldName: 'tenant_id' },
        boundTenantId: { type: 'number', required: false, input: false, fieldName: 'bound_tenant_id' },
      },
    },
    verification: { ...TABLES.verification, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 200,
      password: {
        hash: (password) => passwords.hash(password),
        verify: ({ hash, password }) => passwords.verify(password, hash),
      },
      resetPasswordTokenExpiresIn: RESET_LINK_S,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: ({ user }) => options.concludePasswordReset(user),
      sendResetPassword: async ({ user, token }) => {
        const { headers } = await getCurrentAuthEndpointContext()
        await options.sendResetLink(user, { token, headers: headers ?? new Headers() })
      },
    },
    // Ours count failures by account and address (sign-in-limits.ts).
    rateLimit: { enabled: false },
    plugins: [
      directSignIn(),
      pendingPerson(),
      twoFactor({ issuer: 'Stationmaster', twoFactorCookieMaxAge: SECOND_FACTOR_S, schema: TWO_FACTOR_TABLES }),
      passkey({ ...webAuthnPlace(options.publicUrl), rpName: 'Stationmaster', schema: PASSKEY_TABLES }),
    ],
    advanced: {
      database: { generateId: () => ids.next() },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // __Host- says more than the prefix that better-auth would set: no domain, the whole origin, TLS.
      useSecureCookies: false,
      cookiePrefix: prefix,
      cookies: { session_token: { name: prefix } },
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
    },
  })
}

export type Auth = ReturnType<typeof createAuth>

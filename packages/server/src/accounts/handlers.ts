import type { Handlers } from '../api/handler.ts'
import type { Brand, ConsoleLanguage } from '../contract/index.ts'
import type { OutboxServices } from '../mail/index.ts'
import { outsideScopes } from '../platform/row-scope.ts'
import { completeSignIn, setUpOwner, signIn } from './accounts.ts'
import { FIRST_TENANT } from './actor.ts'
import { keyHandlers } from './key-handlers.ts'
import { ownerExists } from './owner-link.ts'
import { signInWithPasskey, startPasskeySignIn } from './passkey-sign-in.ts'
import { requestReset, resetPassword } from './password-reset.ts'
import { acceptInvitation, readOffer } from './people/accept-invitation.ts'
import { invitationHandlers } from './people/invitation-handlers.ts'
import { memberHandlers } from './people/member-handlers.ts'
import { roleHandlers } from './people/role-handlers.ts'
import { profileHandlers } from './self/profile-handlers.ts'
import { securityHandlers } from './self/security-handlers.ts'
import type { SignInLimits } from './sign-in-limits.ts'
import { singleSignOnHandlers } from './single-sign-on/handlers.ts'
import type { SignOnServices } from './single-sign-on/sign-on.ts'

type DoorHandlers = Pick<
  Handlers,
  | 'getWelcome'
  | 'setUpOwner'
  | 'signIn'
  | 'completeSignIn'
  | 'startPasskeySignIn'
  | 'signInWithPasskey'
  | 'requestPasswordReset'
  | 'resetPassword'
  | 'readInvitation'
  | 'acceptInvitation'
>

export interface AccountHandlerServices extends SignOnServices, OutboxServices {
  readonly version: string
  readonly resetLimits: SignInLimits
  /** What the sign-in page may show of the only tenant, or of the one that is named; null where it has said nothing. */
  readonly readFace: (
    named: string | null,
  ) => Promise<{ readonly brand: Brand | null; readonly defaultLanguage: ConsoleLanguage | null }>
}

export function accountHandlers(services: AccountHandlerServices) {
  return {
    ...doorHandlers(services),
    ...outsideTenants(profileHandlers(services)),
    ...outsideTenants(securityHandlers(services)),
    ...memberHandlers(services),
    ...invitationHandlers(services),
    ...roleHandlers(services),
    ...keyHandlers(services),
    ...singleSignOnHandlers(services),
  }
}

/** A person's own account is no tenant's: its rows are the program's, whichever tenant the person works in. */
function outsideTenants<Own extends object>(handlers: Own): Own {
  const own = Object.entries(handlers).map(([id, handler]) => [
    id,
    (call: unknown) => outsideScopes(() => handler(call)),
  ])
  // The same names with handlers of the same shapes.
  return Object.fromEntries(own) as Own
}

/** What somebody does who is not signed in yet. */
function doorHandlers(services: AccountHandlerServices): DoorHandlers {
  const { database } = services
  return {
    getWelcome: async ({ query }) => ({
      ownerExists: await ownerExists(database.kysely, FIRST_TENANT),
      version: services.version,
      ...(await services.readFace(query.tenant ?? null)),
    }),
    setUpOwner: ({ body, browser }) => setUpOwner(services, body, browser),
    signIn: ({ body, address, browser }) => signIn(services, body, { address, browser }),
    completeSignIn: ({ body, browser }) => completeSignIn(services, body, browser),
    startPasskeySignIn: ({ browser }) => startPasskeySignIn(services, browser),
    signInWithPasskey: ({ body, browser }) => signInWithPasskey(services, body.response, browser),
    requestPasswordReset: async ({ body, address, browser }) => {
      requestReset(services, body.email, { address, browser })
      return undefined
    },
    resetPassword: async ({ body }) => {
      await resetPassword(services, body)
      return undefined
    },
    readInvitation: ({ body }) => readOffer(services, body.token),
    acceptInvitation: ({ body, browser }) => acceptInvitation(services, body, browser),
  }
}

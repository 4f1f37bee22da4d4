import type { Browser, Handlers } from '../../api/handler.ts'
import { type AccountServices, acceptCode } from '../accounts.ts'
import { type Actor, ownAccountOf, personOf } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { orRefusal } from '../auth/refusals.ts'
import { readSecurity } from './security.ts'

type SecurityHandlers = Pick<
  Handlers,
  | 'getSecurity'
  | 'changePassword'
  | 'startApp'
  | 'confirmApp'
  | 'removeApp'
  | 'renewBackupCodes'
  | 'startPasskey'
  | 'addPasskey'
  | 'removePasskey'
>

/** How people sign in: password, authenticator app, passkeys. better-auth does the work; each step is audited. */
export function securityHandlers(services: AccountServices): SecurityHandlers {
  const { database } = services
  const security = (actor: Actor) => readSecurity(database.kysely, services.auth(), personOf(actor).credential)

  /** Audits what somebody has changed about their way in, and has open streams look again. */
  const note = (actor: Actor, action: string) =>
    database.transaction(async (tx) => {
      await recordAudit(tx, actor, { atMs: services.clock.nowMs(), action, object: actor.email ?? actor.name })
      services.changes.announceAfter(tx, { personId: personOf(actor).credential.personId })
    })

  return {
    getSecurity: ({ actor }) => security(actor),

    async changePassword({ actor, body, browser }) {
      ownAccountOf(actor)
      const { current: currentPassword, password: newPassword } = body
      const call = { body: { currentPassword, newPassword, revokeOtherSessions: true }, ...asked(browser) }
      const { headers } = await orRefusal(services.auth().api.changePassword(call))
      browser.giveCookies(headers)
      await note(actor, 'password.changed')
      return undefined
    },

    async startApp({ actor, body, browser }) {
      ownAccountOf(actor)
      const call = { body: { password: body.password, method: 'totp' as const }, ...asked(browser) }
      const { response } = await orRefusal(services.auth().api.enableTwoFactor(call))
      if (response.method !== 'totp') throw new Error('An authenticator app was asked for.')
      return { uri: response.totpURI, backupCodes: response.backupCodes }
    },

    async confirmApp({ actor, body, browser }) {
      const { personId } = ownAccountOf(actor).credential
      const { headers } = await acceptCode(services, { personId, code: body.code }, () =>
        orRefusal(services.auth().api.verifyTOTP({ body, ...asked(browser) })),
      )
      browser.giveCookies(headers)
      await note(actor, 'secondFactor.added')
      return undefined
    },

    async removeApp({ actor, body, browser }) {
      ownAccountOf(actor)
      const { headers } = await orRefusal(services.auth().api.disableTwoFactor({ body, ...asked(browser) }))
      browser.giveCookies(headers)
      await note(actor, 'secondFactor.removed')
      return undefined
    },

    async renewBackupCodes({ actor, body, browser }) {
      ownAccountOf(actor)
      const { response } = await orRefusal(services.auth().api.generateBackupCodes({ body, ...asked(browser) }))
      await note(actor, 'backupCodes.renewed')
      return { codes: response.backupCodes }
    },

    async startPasskey({ actor, browser }) {
      ownAccountOf(actor)
      const { headers, response } = await orRefusal(
        services.auth().api.generatePasskeyRegistrationOptions(asked(browser)),
      )
      browser.giveCookies(headers)
      return { ...response }
    },

    async addPasskey({ actor, body, browser }) {
      ownAccountOf(actor)
      await orRefusal(services.auth().api.verifyPasskeyRegistration({ body, ...asked(browser) }))
      await note(actor, 'passkey.added')
      return security(actor)
    },

    async removePasskey({ actor, params, browser }) {
      ownAccountOf(actor)
      await orRefusal(services.auth().api.deletePasskey({ body: { id: params.id }, ...asked(browser) }))
      await note(actor, 'passkey.removed')
      return undefined
    },
  }
}

const asked = (browser: Browser) => ({ headers: browser.headers, returnHeaders: true }) as const

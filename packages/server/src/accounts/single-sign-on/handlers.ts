import type { z } from 'zod'
import type { Handlers } from '../../api/handler.ts'
import { PERMISSIONS } from '../../contract/index.ts'
import type { SingleSignOn, SingleSignOnTest } from '../../contract/single-sign-on.ts'
import { Refusal } from '../../platform/errors.ts'
import { outsideScopes } from '../../platform/row-scope.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { Actor } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { assignRole, refuseMore } from '../role-assignment.ts'
import { examineProvider } from './examine.ts'
import { deleteSignOn, findSignOns, readSignOn, type StoredSignOn, saveSignOn } from './settings-store.ts'
import { completeSignOn, redirectUriOf, type SignOnServices, startSignOn } from './sign-on.ts'

type SignOnHandlers = Pick<
  Handlers,
  | 'findSingleSignOn'
  | 'startSingleSignOn'
  | 'completeSingleSignOn'
  | 'getSingleSignOn'
  | 'setSingleSignOn'
  | 'removeSingleSignOn'
  | 'testSingleSignOn'
>

export function singleSignOnHandlers(services: SignOnServices): SignOnHandlers {
  const { database, sealing, clock, changes } = services
  const read = async (tenantId: TenantId): Promise<SingleSignOn> => {
    const stored = await readSignOn(database.kysely, sealing, tenantId)
    return {
      settings: stored === undefined ? null : settingsOf(stored),
      redirectUri: redirectUriOf(services, tenantId),
    }
  }
  /** The secret that was given, or else the stored one, which goes to the provider it was given for and to no other. */
  const secretFor = async (
    tenantId: TenantId,
    { issuer, clientId, clientSecret }: z.output<typeof SingleSignOnTest>,
  ) => {
    if (clientSecret !== undefined) return clientSecret
    const stored = await readSignOn(database.kysely, sealing, tenantId)
    if (stored?.issuer === issuer && stored.clientId === clientId) return stored.clientSecret
    throw new Refusal('invalidInput', {
      errors: [{ field: 'clientSecret', rule: 'must be given with another issuer or client' }],
    })
  }

  return {
    findSingleSignOn: async ({ body }) => ({
      items: await findSignOns(database.kysely, 'tenant' in body ? body : { domain: domainOf(body.email) }),
    }),

    startSingleSignOn: ({ body, browser }) => startSignOn(services, body, browser),

    completeSingleSignOn: ({ body, browser }) => completeSignOn(services, body, browser),

    getSingleSignOn: ({ actor }) => read(actor.tenantId),

    async setSingleSignOn({ actor, body }) {
      refuseWeaker(actor)
      refuseAddress(services, body.issuer)
      const { tenantId } = actor
      const clientSecret = await secretFor(tenantId, body)
      await database.transaction(async (tx) => {
        const role = body.role === null ? null : await assignRole(tx, actor, body.role)
        const known = await readSignOn(tx, sealing, tenantId)
        const nowMs = clock.nowMs()
        await saveSignOn(tx, sealing, { ...body, tenantId, clientSecret, role }, nowMs)
        const before = known === undefined ? {} : settingsOf(known)
        const { clientSecret: given, ...after } = body
        const deed = {
          action: 'singleSignOn.set',
          object: body.issuer,
          before,
          after,
          detail: { isSecretNew: given != null },
        }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
        changes.announceAfter(tx, {})
      })
      return read(tenantId)
    },

    async removeSingleSignOn({ actor }) {
      refuseWeaker(actor)
      await database.transaction(async (tx) => {
        if (!(await deleteSignOn(tx, actor.tenantId))) throw new Refusal('singleSignOnNotFound')
        await recordAudit(tx, actor, { atMs: clock.nowMs(), action: 'singleSignOn.removed', object: actor.tenantName })
        changes.announceAfter(tx, {})
      })
      return undefined
    },

    async testSingleSignOn({ actor, body }) {
      refuseAddress(services, body.issuer)
      const clientSecret = await secretFor(actor.tenantId, body)
      // Whoever asks waits for somebody else's server: no row is held for that.
      return outsideScopes(() =>
        examineProvider(services.egress, { ...body, clientSecret }, redirectUriOf(services, actor.tenantId)),
      )
    },
  }
}

function settingsOf(stored: StoredSignOn): NonNullable<SingleSignOn['settings']> {
  const { name, issuer, clientId, domains, role, roleName, allowsPassword, sessionHours } = stored
  return {
    ...{ name, issuer, clientId, roleName, allowsPassword, sessionHours },
    hasSecret: stored.clientSecret !== null,
    domains: [...domains],
    role: role === null ? null : (role.builtIn ?? role.customId),
  }
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

/** Whoever chooses the provider can come in as anybody: that takes everything that anybody may. */
function refuseWeaker(actor: Actor): void {
  refuseMore(actor, PERMISSIONS, 'issuer')
}

function refuseAddress({ egress }: SignOnServices, issuer: string): void {
  const given = egress.check(issuer)
  if (!given.ok) throw new Refusal('invalidInput', { errors: [{ field: 'issuer', rule: given.rule }] })
}

import {
  type Actor,
  type InvitingServices,
  inviteFirstOwner,
  nameOf,
  ownerExists,
  recordAudit,
} from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import type { Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { outsideScopes } from '../platform/row-scope.ts'
import type { TenantId } from '../stations/ids.ts'
import { FIRST_TENANT, type TenantDirectory } from './directory.ts'
import { type FoundTenant, insertTenant, listTenants, readTenant, renameTenant, setSuspended } from './store.ts'
import { visitHandlers } from './visit-handlers.ts'

export type TenantHandlers = Pick<
  Handlers,
  'listTenants' | 'createTenant' | 'inviteTenantOwner' | 'renameTenant' | 'suspendTenant' | 'resumeTenant'
>

export type TenantServices = InvitingServices & { readonly tenants: TenantDirectory }

/** What platform owners do with tenants; the rows are of no single one, so the work is done outside scopes. */
export function tenantHandlers(services: TenantServices) {
  return { ...managingHandlers(services), ...visitHandlers(services) }
}

function managingHandlers(services: TenantServices): TenantHandlers {
  const { database, clock } = services
  const change = changing(services)
  return {
    listTenants: () => outsideScopes(async () => ({ items: await listTenants(database.kysely) })),

    createTenant: ({ actor, body, browser: { headers } }) =>
      outsideScopes(async () => {
        const { slug, name, ownerEmail: email } = body
        const invitationLink = await database.transaction(async (tx) => {
          const tenantId = await insertTenant(tx, { slug, name, nowMs: clock.nowMs() })
          if (tenantId === undefined) throw slugTaken()
          const invitation = { tenantId, tenantName: name, email, invitedBy: nameOf(actor), headers }
          const link = await inviteFirstOwner(tx, services, invitation)
          await writeDown(
            tx,
            services,
            { actor, tenantId },
            { action: 'tenant.created', object: slug, detail: { name, email } },
          )
          services.tenants.announceAfter(tx)
          return link
        })
        await services.tenants.refresh()
        return { ...(await found(services, slug)).tenant, invitationLink }
      }),

    inviteTenantOwner: ({ actor, params, body: { ownerEmail: email }, browser: { headers } }) =>
      outsideScopes(async () => {
        const { tenantId, tenant } = await found(services, params.slug)
        if (await ownerExists(database.kysely, tenantId)) throw new Refusal('tenantHasOwner')
        return database.transaction(async (tx) => {
          const invitation = { tenantId, tenantName: tenant.name, email, invitedBy: nameOf(actor), headers }
          const deed = { action: 'tenant.ownerInvited', object: params.slug, detail: { email } }
          await writeDown(tx, services, { actor, tenantId }, deed)
          return { invitationLink: await inviteFirstOwner(tx, services, invitation) }
        })
      }),

    renameTenant: ({ actor, params, body: { name } }) =>
      change(actor, params.slug, { action: 'tenant.renamed', after: { name } }, (tx, { tenantId }) =>
        renameTenant(tx, tenantId, name),
      ),

    suspendTenant: ({ actor, params, body: { reason } }) =>
      change(actor, params.slug, { action: 'tenant.suspended', reason }, (tx, { tenantId }) => {
        if (tenantId === FIRST_TENANT) throw new Refusal('firstTenantStays')
        return setSuspended(tx, tenantId, { reason, nowMs: clock.nowMs() })
      }),

    resumeTenant: ({ actor, params, body: { reason } }) =>
      change(actor, params.slug, { action: 'tenant.resumed', reason }, (tx, { tenantId }) =>
        setSuspended(tx, tenantId, null),
      ),
  }
}

type Deed = Omit<Parameters<typeof recordAudit>[2], 'atMs' | 'object'>

/** Changes a tenant, writes it down, and has every process know before it answers; open streams look again. */
function changing(services: TenantServices) {
  const { database, changes, tenants } = services
  return (actor: Actor, slug: string, deed: Deed, work: (tx: Tx, found: FoundTenant) => Promise<void>) =>
    outsideScopes(async () => {
      const before = await found(services, slug)
      await database.transaction(async (tx) => {
        await work(tx, before)
        const written = deed.after === undefined ? deed : { ...deed, before: { name: before.tenant.name } }
        await writeDown(tx, services, { actor, tenantId: before.tenantId }, { ...written, object: slug })
        tenants.announceAfter(tx)
        changes.announceAfter(tx, {})
      })
      await tenants.refresh()
      return (await found(services, slug)).tenant
    })
}

async function found({ database }: TenantServices, slug: string): Promise<FoundTenant> {
  const tenant = await readTenant(database.kysely, slug)
  if (tenant === undefined) throw new Refusal('tenantNotFound')
  return tenant
}

/** In the audit log of the platform and in the tenant's own. */
async function writeDown(
  tx: Tx,
  { clock }: TenantServices,
  { actor, tenantId }: { readonly actor: Actor; readonly tenantId: TenantId },
  deed: Deed & { readonly object: string },
): Promise<void> {
  for (const at of new Set([actor.tenantId, tenantId])) {
    await recordAudit(tx, { ...actor, tenantId: at }, { atMs: clock.nowMs(), kind: 'tenant', ...deed })
  }
}

function slugTaken(): Refusal {
  return new Refusal('tenantExists', { errors: [{ field: 'slug', rule: 'must be unique' }] })
}

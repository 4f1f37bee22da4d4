import type { z } from 'zod'
import {
  type Actor,
  assignSites,
  comparedScope,
  isWithin,
  nameOf,
  recordAudit,
  requirePermission,
} from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import {
  type ChosenEventType,
  EVENT_PERMISSIONS,
  type Webhook,
  type WebhookInput,
  type WebhookPatch,
} from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Db, Tx } from '../platform/database/index.ts'
import type { Egress } from '../platform/egress/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import { changeWebhook, countWebhooks, deleteWebhook, insertWebhook, readWebhooks, replaceSecret } from './store.ts'

const HOUR_MS = 3_600_000

export interface WebhookServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly sealing: Sealing
  readonly egress: Egress
  readonly version: string
  readonly webhooksPerTenant: number
}

type WebhookHandlers = Pick<
  Handlers,
  'listWebhooks' | 'createWebhook' | 'getWebhook' | 'updateWebhook' | 'deleteWebhook' | 'rotateWebhookSecret'
>

export function webhookHandlers(services: WebhookServices): WebhookHandlers {
  const { database, clock, ids, webhooksPerTenant } = services
  return {
    async listWebhooks({ actor }) {
      const all = await readWebhooks(database.kysely, actor.tenantId, clock.nowMs())
      return { items: all.filter((webhook) => isTheirs(actor, webhook)), limit: webhooksPerTenant }
    },

    async createWebhook({ actor, body }) {
      refuseTypes(actor, body.types)
      refuseUrl(services, body.url)
      return database.transaction(async (tx) => createWebhook(tx, services, { actor, body, webhookId: ids.next() }))
    },

    getWebhook: ({ actor, params }) => findWebhook(database.kysely, { actor, id: params.id, nowMs: clock.nowMs() }),

    async updateWebhook({ actor, params, body }) {
      const place = { actor, id: params.id, nowMs: clock.nowMs() }
      if (body.url !== undefined) refuseUrl(services, body.url)
      return database.transaction(async (tx) => {
        const before = await findWebhook(tx, place)
        refuseTypes(actor, body.types ?? before.types)
        await changeWebhook(tx, before.id, changed(before, body))
        const after = await findWebhook(tx, place)
        const deed = { action: 'webhook.changed', object: before.id, before: shown(before), after: shown(after) }
        await recordAudit(tx, actor, { atMs: place.nowMs, ...deed })
        return after
      })
    },

    async deleteWebhook({ actor, params }) {
      const place = { actor, id: params.id, nowMs: clock.nowMs() }
      await database.transaction(async (tx) => {
        const { id, name, url } = await findWebhook(tx, place)
        await deleteWebhook(tx, id)
        const deed = { action: 'webhook.deleted', object: id, detail: { name, url } }
        await recordAudit(tx, actor, { atMs: place.nowMs, ...deed })
      })
      return undefined
    },

    async rotateWebhookSecret({ actor, params, body }) {
      const place = { actor, id: params.id, nowMs: clock.nowMs() }
      const secret = newSecret(services.random)
      return database.transaction(async (tx) => {
        const { id, types } = await findWebhook(tx, place)
        // Whoever knows the secret reads nothing with it, but whoever makes one takes the webhook over.
        refuseTypes(actor, types)
        const overlapEndMs = place.nowMs + body.overlapHours * HOUR_MS
        await replaceSecret(tx, id, { sealedSecret: services.sealing.seal(secret), overlapEndMs })
        const deed = { action: 'webhook.secretReplaced', object: id, detail: { overlapHours: body.overlapHours } }
        await recordAudit(tx, actor, { atMs: place.nowMs, ...deed })
        return { ...(await findWebhook(tx, place)), secret }
      })
    },
  }

  async function createWebhook(
    tx: Tx,
    { sealing, random }: WebhookServices,
    { actor, body, webhookId }: { actor: Actor; body: z.output<typeof WebhookInput>; webhookId: string },
  ) {
    const nowMs = clock.nowMs()
    const { tenantId } = actor
    const { name, url, types, scope } = body
    const siteIds = await assignSites(tx, actor, scope)
    if ((await countWebhooks(tx, tenantId)) >= webhooksPerTenant) {
      throw new Refusal('webhookLimit', { detail: `The tenant may have ${webhooksPerTenant}.` })
    }
    const secret = newSecret(random)
    const sealedSecret = sealing.seal(secret)
    await insertWebhook(tx, {
      tenantId,
      webhookId,
      name,
      url,
      types,
      siteIds,
      sealedSecret,
      createdBy: nameOf(actor),
      nowMs,
    })
    const deed = { action: 'webhook.created', object: webhookId, detail: { name, url, types, scope } }
    await recordAudit(tx, actor, { atMs: nowMs, ...deed })
    return { ...(await findWebhook(tx, { actor, id: webhookId, nowMs })), secret }
  }
}

/** A webhook that the caller may work on: one that reaches no further than the caller. */
export async function findWebhook(
  db: Db,
  { actor, id, nowMs }: { readonly actor: Actor; readonly id: string; readonly nowMs: number },
): Promise<Webhook> {
  const [found] = await readWebhooks(db, actor.tenantId, nowMs, id)
  if (found === undefined || !isTheirs(actor, found)) throw new Refusal('webhookNotFound')
  return found
}

function isTheirs(actor: Actor, { scope }: Webhook): boolean {
  return isWithin(comparedScope(scope), actor.scope)
}

/** Nobody has sent elsewhere what they may not see themselves. */
function refuseTypes(actor: Actor, types: readonly ChosenEventType[]): void {
  for (const type of types) requirePermission(actor, EVENT_PERMISSIONS[type])
}

export function refuseUrl({ egress }: Pick<WebhookServices, 'egress'>, url: string, field = 'url'): void {
  const given = egress.check(url)
  if (!given.ok) throw new Refusal('invalidInput', { errors: [{ field, rule: given.rule }] })
}

/** What a webhook is like after a change. Another address, or being enabled anew, is a fresh start. */
function changed(before: Webhook, { name, url, types, enabled }: z.output<typeof WebhookPatch>) {
  const state = enabled === undefined ? before.state : enabled ? ('enabled' as const) : ('paused' as const)
  const isAfresh = (url !== undefined && url !== before.url) || (state === 'enabled' && before.state !== 'enabled')
  return { name: name ?? before.name, url: url ?? before.url, types: types ?? before.types, state, isAfresh }
}

/** What the audit log keeps of a webhook. */
function shown({ name, url, types, state }: Webhook) {
  return { name, url, types, state }
}

function newSecret(random: Random): string {
  return `whsec_${Buffer.from(random.bytes(32)).toString('base64url')}`
}

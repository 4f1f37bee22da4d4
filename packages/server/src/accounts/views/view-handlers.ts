import type { z } from 'zod'
import type { Handlers } from '../../api/handler.ts'
import type { ViewInput } from '../../contract/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Ids } from '../../platform/ids/index.ts'
import { type Actor, personOf, requirePermission } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { deleteView, listViews, readOwnView, type ViewOwner, writeView } from './view-store.ts'

type ViewHandlers = Pick<Handlers, 'listViews' | 'createView' | 'updateView' | 'deleteView'>

export interface ViewServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
}

export function viewHandlers(services: ViewServices): ViewHandlers {
  const { database, clock, ids } = services
  return {
    listViews: async ({ actor }) => ({ items: await listViews(database.kysely, ownerOf(actor)) }),

    createView: ({ actor, body }) => write(services, actor, ids.next(), body),

    updateView: async ({ actor, params, body }) => {
      const before = await readOwnView(database.kysely, ownerOf(actor), params.id)
      if (before === undefined) throw new Refusal('viewNotFound')
      const { screen, name, search, shared } = before
      const wanted = { name: body.name ?? name, search: body.search ?? search, shared: body.shared ?? shared }
      return write(services, actor, params.id, { screen, ...wanted })
    },

    deleteView: async ({ actor, params }) => {
      await database.transaction(async (tx) => {
        if (!(await deleteView(tx, ownerOf(actor), params.id))) throw new Refusal('viewNotFound')
        await recordAudit(tx, actor, { atMs: clock.nowMs(), action: 'view.deleted', object: params.id })
      })
      return undefined
    },
  }
}

/** Views are people's. */
function ownerOf(actor: Actor): ViewOwner {
  const { tenantId, name, credential } = personOf(actor)
  return { tenantId, name, personId: credential.personId }
}

/** What the whole tenant sees is for those who look after its stations. */
async function write(services: ViewServices, actor: Actor, viewId: string, view: z.output<typeof ViewInput>) {
  const { database, clock } = services
  const owner = ownerOf(actor)
  if (view.shared) requirePermission(actor, 'stations.write')
  const nowMs = clock.nowMs()
  await database.transaction(async (tx) => {
    if (!(await writeView(tx, owner, { ...view, viewId, nowMs }))) {
      throw new Refusal('viewExists', { errors: [{ field: 'name', rule: 'must be unique' }] })
    }
    const detail = { screen: view.screen, name: view.name, shared: view.shared }
    await recordAudit(tx, actor, { atMs: nowMs, action: 'view.saved', object: viewId, detail })
  })
  const written = await readOwnView(database.kysely, owner, viewId)
  if (written === undefined) throw new Refusal('viewNotFound')
  return written
}

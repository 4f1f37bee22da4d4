import { sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, patched, recordAudit } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import type { ConfigurationTemplate, TemplateEntry, TemplateInput } from '../../contract/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { TenantId } from '../ids.ts'
import { findStationKey } from '../queries.ts'
import { DriftCursor, listDrift, readDesiredConfiguration } from './drift-queries.ts'
import { countByTemplate, DriftValueCursor, listDriftValues } from './drift-values.ts'
import { entryProblems } from './entry-rules.ts'
import { NEUTRAL_SETTINGS, type NeutralSetting } from './neutral-settings.ts'
import {
  deleteTemplate,
  entryKey,
  isSecretEntry,
  readTemplate,
  readTemplates,
  type StoredTemplate,
  shownTemplate,
  switchTemplate,
  writeTemplate,
} from './template-store.ts'

type DesiredStateHandlers = Pick<
  Handlers,
  | 'listNeutralSettings'
  | 'listTemplates'
  | 'createTemplate'
  | 'getTemplate'
  | 'replaceTemplate'
  | 'switchTemplate'
  | 'deleteTemplate'
  | 'getDesiredConfiguration'
  | 'applyDesiredConfiguration'
  | 'listDrift'
  | 'listDriftValues'
>

export interface DesiredStateServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly sealing: Sealing
}

type Input = z.output<typeof TemplateInput>

export function desiredStateHandlers(services: DesiredStateServices): DesiredStateHandlers {
  return { ...templateHandlers(services), ...driftHandlers(services) }
}

type Drift =
  | 'listNeutralSettings'
  | 'getDesiredConfiguration'
  | 'applyDesiredConfiguration'
  | 'listDrift'
  | 'listDriftValues'

function templateHandlers(services: DesiredStateServices): Omit<DesiredStateHandlers, Drift> {
  const { database, clock, ids, sealing } = services
  const db = database.kysely
  return {
    listTemplates: async ({ actor }) => {
      const templates = await readTemplates(db, sealing, actor.tenantId)
      const counts = await countByTemplate(db, actor.tenantId)
      return { items: templates.map((one) => shownTemplate(one, counts.get(one.templateId))) }
    },
    createTemplate: async ({ actor, body }) => write(services, actor, { templateId: ids.next(), body }),
    getTemplate: async ({ actor, params }) => show(services, actor.tenantId, params.id),
    replaceTemplate: async ({ actor, params, body }) => {
      const before = await find(services, actor.tenantId, params.id)
      if (before.builtIn !== null) throw new Refusal('templateBuiltIn')
      return write(services, actor, { templateId: params.id, body, before })
    },
    switchTemplate: async ({ actor, params, body }) => {
      const { tenantId } = actor
      const before = await find(services, tenantId, params.id)
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        await switchTemplate(tx, { tenantId, templateId: params.id, nowMs }, body)
        const deed = { action: 'template.switched', object: before.name, ...patched({ ...before }, body) }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      return show(services, tenantId, params.id)
    },
    deleteTemplate: async ({ actor, params }) => {
      const { tenantId } = actor
      const before = await find(services, tenantId, params.id)
      if (before.builtIn !== null) throw new Refusal('templateBuiltIn')
      await database.transaction(async (tx) => {
        await deleteTemplate(tx, { tenantId, templateId: params.id })
        await recordAudit(tx, actor, { atMs: clock.nowMs(), action: 'template.deleted', object: before.name })
      })
      return undefined
    },
  }
}

async function find(
  { database, sealing }: DesiredStateServices,
  tenantId: TenantId,
  templateId: string,
): Promise<StoredTemplate> {
  const template = await readTemplate(database.kysely, sealing, { tenantId, templateId })
  if (template === undefined) throw new Refusal('templateNotFound')
  return template
}

async function show(services: DesiredStateServices, tenantId: TenantId, id: string): Promise<ConfigurationTemplate> {
  const template = await find(services, tenantId, id)
  return shownTemplate(template, (await countByTemplate(services.database.kysely, tenantId)).get(id))
}

async function write(
  services: DesiredStateServices,
  actor: Actor,
  { templateId, body, before }: { readonly templateId: string; readonly body: Input; readonly before?: StoredTemplate },
): Promise<ConfigurationTemplate> {
  const { database, clock, sealing } = services
  const { tenantId } = actor
  const entries = body.entries.map((entry) => withOldSecret(entry, before))
  const errors = entryProblems(entries)
  if (errors.length > 0) throw new Refusal('invalidInput', { errors: [...errors] })
  const nowMs = clock.nowMs()
  await database.transaction(async (tx) => {
    const isWritten = await writeTemplate(tx, sealing, { ...body, entries, templateId, tenantId, nowMs })
    if (!isWritten) throw new Refusal('templateExists', { errors: [{ field: 'name', rule: 'must be unique' }] })
    const action = before === undefined ? 'template.created' : 'template.changed'
    const { entries: _, ...shown } = body
    const changed = { before: before && { ...patched({ ...before }, shown).before }, after: shown }
    await recordAudit(tx, actor, { atMs: nowMs, action, object: body.name, ...changed })
  })
  return show(services, tenantId, templateId)
}

/** A secret is not shown, so that who changes a template cannot send it back: left out, it stays. */
function withOldSecret(entry: TemplateEntry, before: StoredTemplate | undefined): TemplateEntry {
  if (entry.value !== undefined || !isSecretEntry(entry)) return entry
  const old = before?.entries.find((one) => entryKey(one) === entryKey(entry))?.value
  return old === undefined ? entry : { ...entry, value: old }
}

function driftHandlers({ database, clock }: DesiredStateServices): Pick<DesiredStateHandlers, Drift> {
  const db = database.kysely
  const read = async (tenantId: TenantId, identity: string) => {
    const stationKey = await findStationKey(db, tenantId, identity)
    const found = stationKey === undefined ? undefined : await readDesiredConfiguration(db, tenantId, stationKey)
    if (stationKey === undefined || found === undefined) throw new Refusal('stationNotFound')
    return { stationKey, found }
  }
  return {
    listNeutralSettings: async () => ({ items: Object.entries(NEUTRAL_SETTINGS).map(settingInfo) }),
    getDesiredConfiguration: async ({ actor, params }) => (await read(actor.tenantId, params.stationId)).found,
    applyDesiredConfiguration: async ({ actor, params }) => {
      const { stationKey, found } = await read(actor.tenantId, params.stationId)
      await database.transaction(async (tx) => {
        await sql`
          update station_configuration_items set next_try_at = null, attempts = 0, tried = null
          where station_id = ${stationKey} and state = 'rejected'`.execute(tx)
        await sql`
          update station_configurations set is_due = true, failures = 0, next_try_at = null
          where station_id = ${stationKey}`.execute(tx)
        const deed = { action: 'configuration.applied', object: found.stationId }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return (await read(actor.tenantId, params.stationId)).found
    },
    listDrift: async ({ actor, query: { cursor, ...query } }) =>
      listDrift(db, actor.tenantId, { ...query, after: placeAfter(cursor, DriftCursor) }),
    listDriftValues: async ({ actor, query: { cursor, ...query } }) =>
      listDriftValues(db, actor.tenantId, { ...query, after: placeAfter(cursor, DriftValueCursor) }),
  }
}

function settingInfo([setting, { key, variable }]: [string, NeutralSetting]) {
  return {
    setting,
    key: key ?? null,
    component: variable?.component ?? null,
    variable: variable?.variable ?? null,
    variableInstance: variable?.variableInstance ?? null,
  }
}

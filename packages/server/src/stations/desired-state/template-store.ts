import { sql } from 'kysely'
import { instant } from '../../api/instant.ts'
import type { ConfigurationTemplate, TemplateConditions, TemplateEntry } from '../../contract/index.ts'
import { isSecretName } from '../../gateway/redaction.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { TenantId } from '../ids.ts'
import { neutralSetting } from './neutral-settings.ts'
import { PROTECTIVE, PROTECTIVE_ENTRIES } from './protective.ts'
import type { Template } from './template.ts'

interface TemplateRow {
  readonly template_id: string
  readonly name: string
  readonly description: string | null
  readonly enabled: boolean
  readonly built_in: string | null
  readonly priority: number
  readonly conditions: TemplateConditions
  readonly entries: TemplateEntry[]
  readonly sealed: Buffer | null
  readonly version: number
  readonly changed_at: Date
}

/** A stored template with its secrets. */
export interface StoredTemplate extends Template {
  readonly description: string | null
  readonly enabled: boolean
  /** The name of a built-in template; null for those that people have made. */
  readonly builtIn: string | null
  readonly changedAt: Date
}

/** Names the advisory locks of templates among those of other parts. */
const LOCK_CLASS = 7_382_119

/**
 * The templates that a comparison goes by, until its transaction ends: a change waits for it, and then finds its row to
 * mark it as due again. Without this a template made while a station is first compared would wait a day for it.
 */
export async function readTemplatesForComparison(
  tx: Tx,
  sealing: Sealing,
  tenantId: TenantId,
): Promise<readonly StoredTemplate[]> {
  await sql`select pg_advisory_xact_lock_shared(${LOCK_CLASS}, ${tenantId})`.execute(tx)
  return readTemplates(tx, sealing, tenantId)
}

/** The templates of a tenant, highest priority first. */
export async function readTemplates(db: Db, sealing: Sealing, tenantId: TenantId): Promise<readonly StoredTemplate[]> {
  const { rows } = await sql<TemplateRow>`
    select * from configuration_templates where tenant_id = ${tenantId} order by priority desc, name`.execute(db)
  return rows.map((row) => storedTemplate(row, sealing))
}

export async function readTemplate(
  db: Db,
  sealing: Sealing,
  key: { readonly tenantId: TenantId; readonly templateId: string },
): Promise<StoredTemplate | undefined> {
  const { rows } = await sql<TemplateRow>`
    select * from configuration_templates
    where tenant_id = ${key.tenantId} and template_id = ${key.templateId}`.execute(db)
  return rows[0] && storedTemplate(rows[0], sealing)
}

function storedTemplate(row: TemplateRow, sealing: Sealing): StoredTemplate {
  const secrets = secretsIn(row, sealing)
  const entries = row.built_in === PROTECTIVE ? PROTECTIVE_ENTRIES : row.entries
  return {
    templateId: row.template_id,
    name: row.name,
    description: row.description,
    enabled: row.enabled,
    builtIn: row.built_in,
    priority: row.priority,
    version: row.version,
    conditions: row.conditions,
    entries: entries.map((entry) => {
      const value = entry.value ?? secrets[entryKey(entry)]
      return value === undefined ? entry : { ...entry, value }
    }),
    changedAt: row.changed_at,
  }
}

function secretsIn({ sealed }: TemplateRow, sealing: Sealing): Readonly<Record<string, string>> {
  const text = sealed === null ? undefined : sealing.open(sealed)
  // We sealed it ourselves.
  return text === undefined ? {} : JSON.parse(text)
}

/** One text for what an entry is about. */
export function entryKey(entry: TemplateEntry): string {
  switch (entry.kind) {
    case 'setting':
      return `setting ${entry.setting}`
    case 'key':
      return `key ${entry.key.toLowerCase()}`
    case 'variable': {
      const { component, componentInstance, evseId, connectorId, variable, variableInstance, attribute } = entry
      const names = [component, componentInstance, evseId, connectorId, variable, variableInstance, attribute]
      return `variable ${JSON.stringify(names).toLowerCase()}`
    }
  }
}

/** Whether what an entry sets may be a password or a key. */
export function isSecretEntry(entry: TemplateEntry): boolean {
  switch (entry.kind) {
    case 'setting':
      return isSecretName(neutralSetting(entry.setting)?.key ?? '')
    case 'key':
      return isSecretName(entry.key)
    case 'variable':
      return isSecretName(entry.variable)
  }
}

export interface TemplateContent extends Omit<StoredTemplate, 'version' | 'changedAt' | 'builtIn'> {
  readonly tenantId: TenantId
  readonly nowMs: number
}

/** Stores a template, new or changed. False when its name is taken. */
export async function writeTemplate(tx: Tx, sealing: Sealing, content: TemplateContent): Promise<boolean> {
  const secrets = Object.fromEntries(
    content.entries.flatMap((entry) =>
      isSecretEntry(entry) && entry.value !== undefined ? [[entryKey(entry), entry.value]] : [],
    ),
  )
  const sealed = Object.keys(secrets).length === 0 ? null : sealing.seal(JSON.stringify(secrets))
  const entries = content.entries.map((entry) => (isSecretEntry(entry) ? { ...entry, value: undefined } : entry))
  const taken = await sql`
    select from configuration_templates
    where tenant_id = ${content.tenantId} and name = ${content.name} and template_id <> ${content.templateId}`.execute(
    tx,
  )
  if (taken.rows.length > 0) return false
  await sql`
    insert into configuration_templates (tenant_id, template_id, name, description, enabled, priority, conditions,
      entries, sealed, changed_at)
    values (${content.tenantId}, ${content.templateId}, ${content.name}, ${content.description}, ${content.enabled},
      ${content.priority}, ${JSON.stringify(content.conditions)}::jsonb, ${JSON.stringify(entries)}::jsonb, ${sealed},
      ${new Date(content.nowMs)})
    on conflict (template_id) do update set
      name = excluded.name, description = excluded.description, enabled = excluded.enabled,
      priority = excluded.priority, conditions = excluded.conditions, entries = excluded.entries,
      sealed = excluded.sealed, version = configuration_templates.version + 1,
      changed_at = excluded.changed_at`.execute(tx)
  await compareAllAnew(tx, content.tenantId)
  return true
}

/** Changes for whom a template is, and nothing of what it says. */
export async function switchTemplate(
  tx: Tx,
  key: { readonly tenantId: TenantId; readonly templateId: string; readonly nowMs: number },
  {
    enabled,
    conditions,
  }: { readonly enabled?: boolean | undefined; readonly conditions?: TemplateConditions | undefined },
): Promise<void> {
  const changed = conditions === undefined ? null : JSON.stringify(conditions)
  await sql`
    update configuration_templates set
      enabled = coalesce(${enabled ?? null}::boolean, enabled),
      conditions = coalesce(${changed}::jsonb, conditions), changed_at = ${new Date(key.nowMs)}
    where tenant_id = ${key.tenantId} and template_id = ${key.templateId}`.execute(tx)
  await compareAllAnew(tx, key.tenantId)
}

export async function deleteTemplate(
  tx: Tx,
  key: { readonly tenantId: TenantId; readonly templateId: string },
): Promise<void> {
  await sql`
    delete from configuration_templates
    where tenant_id = ${key.tenantId} and template_id = ${key.templateId}`.execute(tx)
  await compareAllAnew(tx, key.tenantId)
}

async function compareAllAnew(tx: Tx, tenantId: TenantId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, ${tenantId})`.execute(tx)
  await sql`
    update station_configurations set is_due = true, next_try_at = null
    where tenant_id = ${tenantId} and not is_due`.execute(tx)
}

/** A template as callers see it: without secrets. */
export function shownTemplate(
  template: StoredTemplate,
  stations: ConfigurationTemplate['stations'] = { compared: 0, deviating: 0 },
): ConfigurationTemplate {
  const { templateId: id, builtIn, changedAt, entries, ...rest } = template
  return {
    ...rest,
    id,
    stations,
    builtIn: builtIn !== null,
    changedAt: instant(changedAt),
    entries: entries.map((entry) => {
      const isSecret = isSecretEntry(entry)
      if (!isSecret) return { ...entry, isSecret }
      const { value: _, ...withoutValue } = entry
      return { ...withoutValue, isSecret }
    }),
  }
}

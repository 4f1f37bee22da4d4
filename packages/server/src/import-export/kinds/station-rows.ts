import { sql } from 'kysely'
import type { Actor } from '../../accounts/index.ts'
import { generatePassword, hashSecret, type StoredSecret } from '../../gateway/credentials.ts'
import type { Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Row } from '../column.ts'
import { chunksOf, type WritableRow, type WritableRows, type WriteParts, type Written } from './kind.ts'

/** Fields that an actor keeps from when its station connected. */
const OF_SOCKET = ['registration', 'quirks', 'securityProfile', 'maxFrameBytes', 'certificateName'] as const

interface Prepared {
  readonly after: Row
  readonly secret: StoredSecret | undefined
}

/** Registers stations and changes others. */
export async function writeStations(
  tx: Tx,
  actor: Actor,
  { created, changed }: WritableRows,
  { random, nowMs }: WriteParts,
): Promise<Written> {
  const passwords: Written['passwords'][number][] = []
  const prepared = created.map(({ after, secret }): Prepared => {
    const securityProfile = Number(after['securityProfile'])
    if (secret !== undefined || (securityProfile !== 1 && securityProfile !== 2)) return { after, secret }
    const password = generatePassword(random)
    passwords.push({ identity: String(after['id']), securityProfile, password })
    return { after, secret: hashSecret(password, random) }
  })
  for (const some of chunksOf(prepared)) await insert(tx, actor, some, nowMs)
  for (const some of chunksOf(changed)) await update(tx, actor, some)
  const words = [...prepared, ...changed]
  for (const some of chunksOf(words)) await replaceWords(tx, actor, some)
  return { passwords, toDisconnect: changed.filter(concernsSocket).map(({ after }) => String(after['id'])) }
}

function concernsSocket({ before, after }: WritableRow): boolean {
  return OF_SOCKET.some((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after[name]))
}

const recordset = sql`(
  id text, name text, site text, registration text, "securityProfile" smallint, "certificateName" text,
  "maxFrameBytes" integer, quirks jsonb, salt text, hash text, tags jsonb, groups jsonb)`

function asJson(rows: readonly { readonly after: Row; readonly secret: StoredSecret | undefined }[]): string {
  return JSON.stringify(
    rows.map(({ after, secret }) => ({
      ...after,
      salt: secret === undefined ? null : Buffer.from(secret.salt).toString('hex'),
      hash: secret === undefined ? null : Buffer.from(secret.hash).toString('hex'),
    })),
  )
}

async function insert(tx: Tx, { tenantId }: Actor, rows: readonly Prepared[], nowMs: number): Promise<void> {
  const { rows: made } = await sql`
    insert into stations (tenant_id, identity, identity_folded, name, site_id, registration, security_profile,
      certificate_name, secret_salt, secret_hash, quirks, max_frame_bytes, created_at)
    select ${tenantId}, r.id, lower(r.id), r.name, t.site_id, r.registration, r."securityProfile", r."certificateName",
      decode(r.salt, 'hex'), decode(r.hash, 'hex'), r.quirks, r."maxFrameBytes", ${new Date(nowMs)}
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as r${recordset}
    left join sites t on t.tenant_id = ${tenantId} and t.name = r.site
    on conflict (tenant_id, identity_folded) do nothing returning station_id`.execute(tx)
  if (made.length < rows.length) throw new Refusal('importOutdated')
}

/** The profile that a station has reached by itself is not written down as one that was asked for. */
async function update(tx: Tx, { tenantId }: Actor, rows: readonly WritableRow[]): Promise<void> {
  await sql`
    update stations s set name = r.name, registration = r.registration, certificate_name = r."certificateName",
      quirks = r.quirks, max_frame_bytes = r."maxFrameBytes",
      site_id = (select t.site_id from sites t where t.tenant_id = ${tenantId} and t.name = r.site),
      security_profile = case when r."securityProfile" > greatest(s.security_profile, s.reached_profile)
        then r."securityProfile" else s.security_profile end
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as r${recordset}
    where s.tenant_id = ${tenantId} and s.identity_folded = lower(r.id)`.execute(tx)
}

/** Gives stations the tags and groups of their rows, and no others. */
async function replaceWords(tx: Tx, { tenantId }: Actor, rows: readonly Prepared[]): Promise<void> {
  const wanted = sql`
    select s.station_id, r.tags, r.groups from jsonb_to_recordset(${asJson(rows)}::jsonb) as r${recordset}
    join stations s on s.tenant_id = ${tenantId} and s.identity_folded = lower(r.id)`
  await sql`
    delete from station_tags g using (${wanted}) w
    where g.station_id = w.station_id and not w.tags ? g.tag`.execute(tx)
  await sql`
    insert into station_tags (tenant_id, station_id, tag)
    select ${tenantId}, w.station_id, tag from (${wanted}) w, jsonb_array_elements_text(w.tags) as tag
    on conflict do nothing`.execute(tx)
  await sql`
    delete from station_group_members m using (${wanted}) w, station_groups g
    where m.station_id = w.station_id and g.group_id = m.group_id and not w.groups ? g.name`.execute(tx)
  await sql`
    insert into station_group_members (tenant_id, group_id, station_id)
    select ${tenantId}, g.group_id, w.station_id
    from (${wanted}) w join station_groups g on g.tenant_id = ${tenantId} and w.groups ? g.name
    on conflict do nothing`.execute(tx)
}

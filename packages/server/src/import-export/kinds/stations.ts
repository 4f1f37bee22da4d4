import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../../accounts/index.ts'
import { GroupName, StationInput, StationTagName } from '../../contract/index.ts'
import { type StoredSecret, verifySecret } from '../../gateway/credentials.ts'
import type { Db } from '../../platform/database/index.ts'
import type { Column, Row, Value } from '../column.ts'
import type { GivenRow, Known, Matching, Problem } from '../plan.ts'
import type { ImportableKind } from './kind.ts'
import { writeStations } from './station-rows.ts'

const { shape } = StationInput
const Names = (name: z.ZodType<string>) =>
  z
    .array(name)
    .max(50)
    .transform((names) => [...new Set(names)].toSorted())

export const STATION_COLUMNS: readonly Column[] = [
  { name: 'id', shape: 'text', schema: shape.id, canBeEmpty: false },
  { name: 'name', shape: 'text', schema: shape.name.unwrap(), canBeEmpty: true },
  { name: 'site', shape: 'text', schema: z.string().trim().max(100), canBeEmpty: true },
  { name: 'tags', shape: 'list', schema: Names(StationTagName), canBeEmpty: true },
  { name: 'groups', shape: 'list', schema: Names(GroupName), canBeEmpty: true },
  { name: 'registration', shape: 'text', schema: shape.registration.unwrap(), canBeEmpty: false },
  { name: 'securityProfile', shape: 'number', schema: shape.securityProfile.unwrap(), canBeEmpty: false },
  { name: 'certificateName', shape: 'text', schema: shape.certificateName.unwrap(), canBeEmpty: true },
  { name: 'maxFrameBytes', shape: 'number', schema: shape.maxFrameBytes.unwrap(), canBeEmpty: true },
  { name: 'quirks', shape: 'json', schema: shape.quirks.unwrap(), canBeEmpty: false },
]

const DEFAULTS: Row = {
  ...{ name: null, site: null, tags: [], groups: [], registration: 'Accepted', securityProfile: 1 },
  ...{ certificateName: null, maxFrameBytes: null, quirks: {} },
}

/** Stations, known by their identity without case. Sites and groups go by their names. */
export const stations: ImportableKind = {
  permission: 'stations.write',
  columns: STATION_COLUMNS,
  passwordColumn: { name: 'password', shape: 'text', schema: shape.password.unwrap(), canBeEmpty: false },
  match: (db, actor, rows, lock) => match(db, actor, rows, lock),
  write: writeStations,
}

async function match(db: Db, actor: Actor, rows: readonly GivenRow[], lock: boolean): Promise<Matching> {
  const known = await readKnown(
    db,
    actor,
    rows.map(({ given }) => foldedOf(given)),
    lock,
  )
  const sites = await namesOf(db, sql`select name from sites where tenant_id = ${actor.tenantId}`)
  const groups = await namesOf(db, sql`select name from station_groups where tenant_id = ${actor.tenantId}`)
  return {
    columns: STATION_COLUMNS,
    needed: ['id'],
    defaults: DEFAULTS,
    nameOf: (given) => String(given['id'] ?? ''),
    keyOf: foldedOf,
    known: (given) => known.get(foldedOf(given)),
    check: (after, before) => [
      ...identityProblems(after, before),
      ...siteProblems(after, sites, actor.scope !== 'everything'),
      ...groupProblems(after, groups),
    ],
  }
}

function foldedOf(given: Row): string {
  return typeof given['id'] === 'string' ? given['id'].toLowerCase() : ''
}

function identityProblems(after: Row, before: Row | null): readonly Problem[] {
  if (before === null || before['id'] === after['id']) return []
  return [{ column: 'id', rule: `must be written as it is registered: ${String(before['id'])}` }]
}

function siteProblems({ site }: Row, sites: ReadonlySet<Value>, isConfined: boolean): readonly Problem[] {
  if (site === null || site === undefined) {
    return isConfined ? [{ column: 'site', rule: 'must be one of your sites' }] : []
  }
  return sites.has(site) ? [] : [{ column: 'site', rule: 'must be the name of a site' }]
}

function groupProblems({ groups }: Row, known: ReadonlySet<Value>): readonly Problem[] {
  const unknown = Array.isArray(groups) ? groups.filter((name) => !known.has(name)) : []
  return unknown.map((name) => ({ column: 'groups', rule: `must be names of groups; ${String(name)} is none` }))
}

interface StationRow {
  readonly identity: string
  readonly identity_folded: string
  readonly record: Row
  readonly least_profile: number
  readonly secret_salt: Buffer | null
  readonly secret_hash: Buffer | null
}

async function readKnown(
  db: Db,
  actor: Pick<Actor, 'tenantId'>,
  folded: readonly string[],
  lock: boolean,
): Promise<ReadonlyMap<string, Known>> {
  const { rows } = await sql<StationRow>`
    select s.identity, s.identity_folded, greatest(s.security_profile, s.reached_profile) as least_profile,
      s.secret_salt, s.secret_hash,
      jsonb_build_object('id', s.identity, 'name', s.name, 'site', t.name,
        'tags', array(select g.tag from station_tags g where g.station_id = s.station_id),
        'groups', array(select g.name from station_group_members m join station_groups g using (group_id)
          where m.station_id = s.station_id),
        'registration', s.registration, 'securityProfile', greatest(s.security_profile, s.reached_profile),
        'certificateName', s.certificate_name, 'maxFrameBytes', s.max_frame_bytes, 'quirks', s.quirks) as record
    from stations s left join sites t on t.site_id = s.site_id
    where s.tenant_id = ${actor.tenantId} and s.identity_folded = any(${[...folded]}::text[])
    ${lock ? sql`for update of s` : sql``}`.execute(db)
  return new Map(
    rows.map((row) => [
      row.identity_folded,
      { record: withSortedNames(row.record), against: (given) => against(row, given) },
    ]),
  )
}

/** In the order in which a file's names are put, whatever the database's. */
function withSortedNames(record: Row): Row {
  const sorted = (names: Value | undefined) => (Array.isArray(names) ? names.map(String).toSorted() : [])
  return { ...record, tags: sorted(record['tags']), groups: sorted(record['groups']) }
}

/** The records of stations, by folded identity, as they are exported. */
export async function readStationRecords(
  db: Db,
  actor: Pick<Actor, 'tenantId'>,
  identities: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const known = await readKnown(
    db,
    actor,
    identities.map((identity) => identity.toLowerCase()),
    false,
  )
  return new Map([...known].map(([folded, { record }]) => [folded, record]))
}

/** What a row asks of a station that must be asked elsewhere: less security, another password. */
function against(row: StationRow, { given, password }: GivenRow): readonly Problem[] {
  const problems: Problem[] = []
  const profile = given['securityProfile']
  if (typeof profile === 'number' && profile < row.least_profile) {
    problems.push({ column: 'securityProfile', rule: `must be at least ${row.least_profile}, which it has used` })
  }
  if (password !== undefined && !verifySecret(Buffer.from(password), secretOf(row))) {
    problems.push({ column: 'password', rule: 'is not the one of this station; replace it on its page' })
  }
  return problems
}

function secretOf({ secret_salt, secret_hash }: StationRow): StoredSecret | undefined {
  return secret_salt === null || secret_hash === null ? undefined : { salt: secret_salt, hash: secret_hash }
}

async function namesOf(db: Db, query: ReturnType<typeof sql>): Promise<ReadonlySet<Value>> {
  const { rows } = await sql<{ name: string }>`${query}`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

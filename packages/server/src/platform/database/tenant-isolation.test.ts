import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outsideScopes, type RowScope, withinScope } from '../row-scope.ts'
import { createTestDatabase } from '../testing/index.ts'

const { database, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())

const SITES = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'] as const
const FIRST: RowScope = { tenantId: 1, sites: 'all' }
const SECOND: RowScope = { tenantId: 2, sites: 'all' }
const ONE_SITE: RowScope = { tenantId: 1, sites: [SITES[0]] }

/** Tables without rows of a tenant. A table that is not here and not isolated fails the test below. */
const SHARED = [
  'certificate_statuses',
  'journal_flushes',
  'person_accounts',
  'schema_migrations',
  'two_factors',
  'used_codes',
  'verifications',
]

beforeAll(async () => {
  await database.pool.query(`insert into tenants (tenant_id, name, slug) values (2, 'Second', 'second')`)
  for (const [place, siteId] of SITES.entries()) {
    await database.pool.query('insert into sites (tenant_id, site_id, name, created_at) values (1, $1, $2, now())', [
      siteId,
      `Site ${place}`,
    ])
  }
  // The same identity twice: a tenant's names are its own.
  for (const [tenantId, identity, siteId] of [
    [1, 'CS-1', SITES[0]],
    [1, 'CS-2', SITES[1]],
    [1, 'CS-3', null],
    [2, 'CS-1', null],
  ]) {
    await database.pool.query(
      `with s as (insert into stations (tenant_id, identity, identity_folded, site_id, created_at)
         values ($1, $2, lower($2), $3, now()) returning station_id)
       insert into connectors (tenant_id, station_id, evse_id, connector_id, status, status_at, received_at)
         select $1, station_id, 1, 1, 'Available', now(), now() from s`,
      [tenantId, identity, siteId],
    )
  }
})

const identities = async () => {
  const { rows } = await sql<{ identity: string }>`select identity from stations order by station_id`.execute(
    database.kysely,
  )
  return rows.map(({ identity }) => identity)
}

const count = async (table: string) => {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(
    database.kysely,
  )
  return rows[0]?.n
}

test('every table is isolated, by force, or known to hold nothing of a tenant', async () => {
  const { rows } = await database.owner.query<{ name: string }>(`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not (c.relrowsecurity and c.relforcerowsecurity
        and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant'))
    order by 1`)
  expect(rows.map(({ name }) => name)).toEqual(SHARED)
})

test('no role of the program owns a table or may reach a partition directly, and only the journal passes by policies', async () => {
  const { rows } = await database.owner.query(`
    select r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcanlogin,
      (select count(*)::integer from pg_class c where c.relowner = r.oid) as owned,
      (select count(*)::integer from pg_class c where c.relispartition and c.relkind = 'r'
         and has_table_privilege(r.oid, c.oid, 'select')) as partitions
    from pg_roles r where r.rolname like 'stationmaster\\_%' order by 1`)
  const nothing = {
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcanlogin: false,
    owned: 0,
    partitions: 0,
  }
  expect(rows).toEqual(
    ['stationmaster_app', 'stationmaster_journal', 'stationmaster_program'].map((rolname) => ({
      rolname,
      ...nothing,
      // It writes for all tenants at once; the last test says what it may not do.
      rolbypassrls: rolname === 'stationmaster_journal',
    })),
  )
})

describe('what a scope sees', () => {
  test('its tenant, even when the same name is elsewhere', async () => {
    expect(await withinScope(FIRST, identities)).toEqual(['CS-1', 'CS-2', 'CS-3'])
    expect(await withinScope(SECOND, identities)).toEqual(['CS-1'])
  })

  test('its sites, their stations and what hangs on those', async () => {
    expect(await withinScope(ONE_SITE, identities)).toEqual(['CS-1'])
    expect(await withinScope(ONE_SITE, () => count('sites'))).toBe(1)
    expect(await withinScope(ONE_SITE, () => count('connectors'))).toBe(1)
    expect(await withinScope({ tenantId: 1, sites: [] }, identities)).toEqual([])
  })

  test('the program sees all, also when it is started by somebody', async () => {
    expect(await identities()).toHaveLength(4)
    expect(await withinScope(SECOND, () => outsideScopes(identities))).toHaveLength(4)
  })

  test('scopes side by side on few connections do not mix', async () => {
    const asked = Array.from({ length: 60 }, (_, turn) => [FIRST, SECOND, ONE_SITE][turn % 3] ?? FIRST)
    const seen = await Promise.all(asked.map((scope) => withinScope(scope, identities)))
    expect(seen.map((found) => found.length)).toEqual(asked.map((scope) => (scope === FIRST ? 3 : 1)))
  })

  test('without a scope the role of requests sees nothing', async () => {
    const { rows } = await database.pool
      .query(`begin; set local role stationmaster_app; select 1 from stations; rollback`)
      .then((results) => (Array.isArray(results) ? results[2] : results))
    expect(rows).toEqual([])
  })
})

test('every policy asks once for each statement whose rows are wanted, not once for each row', async () => {
  const { rows } = await database.pool.query<{ policy: string; condition: string }>(`
    select polname || ' on ' || polrelid::regclass as policy,
      concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as condition
    from pg_policy`)
  const scoped = rows.filter(({ condition }) => condition.includes('scope_'))
  expect(scoped.length).toBeGreaterThan(60)
  // What depends on no row and stands in a sub-select of its own is worked out beforehand.
  const askedByRow = scoped.filter(({ condition }) => /(?<!SELECT )scope_\w+\(\)/.test(condition))
  expect(askedByRow.map(({ policy }) => policy)).toEqual([])
})

describe('what a scope changes', () => {
  const rename = (name: string) => database.transaction((tx) => sql`update stations set name = ${name}`.execute(tx))

  test('only its own rows', async () => {
    await withinScope(SECOND, () => rename('Theirs'))
    const { rows } = await database.pool.query(`select tenant_id from stations where name = 'Theirs'`)
    expect(rows).toEqual([{ tenant_id: 2 }])
  })

  test.each([
    ['another tenant', SECOND, sql`update stations set tenant_id = 1`],
    ['another site', ONE_SITE, sql`update stations set site_id = ${SITES[1]}`],
    ['no site at all', ONE_SITE, sql`update stations set site_id = null`],
    ['a new tenant', FIRST, sql`insert into tenants (tenant_id, name, slug) values (3, 'Third', 'third')`],
  ])('nothing is moved to %s', async (_, scope, statement) => {
    const work = () => database.transaction((tx) => statement.execute(tx))
    await expect(withinScope(scope, work)).rejects.toThrow(/row-level security|permission denied/)
  })

  test('the audit log is neither changed nor shortened, in no scope and outside', async () => {
    for (const statement of [sql`delete from audit_log`, sql`update audit_log set action = 'nothing'`]) {
      const work = () => database.transaction((tx) => statement.execute(tx))
      await expect(withinScope(FIRST, work)).rejects.toThrow('permission denied')
      await expect(work()).rejects.toThrow('permission denied')
    }
  })
})

test('a connection whose work failed comes back to the pool without the scope', async () => {
  const failures = Array.from({ length: 30 }, () =>
    withinScope(SECOND, () => sql`select 1 / (select count(*) - 1 from stations)`.execute(database.kysely)),
  )
  for (const result of await Promise.allSettled(failures)) expect(result.status).toBe('rejected')
  const aborted = Array.from({ length: 30 }, () =>
    withinScope(SECOND, () =>
      database.transaction(async (tx) => {
        await sql`select 1 / (select count(*) - 1 from stations)`.execute(tx)
      }),
    ),
  )
  for (const result of await Promise.allSettled(aborted)) expect(result.status).toBe('rejected')
  const { rows } = await database.pool.query(
    `select current_role as role, current_setting('stationmaster.tenant', true) as tenant`,
  )
  expect(rows).toEqual([{ role: 'stationmaster_program', tenant: '' }])
  expect(await identities()).toHaveLength(4)
})

test('the journal may do its work and no more', async () => {
  for (const statement of [
    'select count(*) from stations',
    'delete from journal_flushes where false',
    'delete from quarantine where false',
    'delete from refused_handshakes where false',
    `select nextval('transaction_numbers')`,
  ]) {
    await expect(database.journal.query(statement)).resolves.toBeDefined()
  }
  for (const table of [
    'persons',
    'person_accounts',
    'api_keys',
    'audit_log',
    'tenants where false; insert into tenants values (9)',
    'sign_in_links',
  ]) {
    await expect(database.journal.query(`select * from ${table}`)).rejects.toThrow('permission denied')
  }
})

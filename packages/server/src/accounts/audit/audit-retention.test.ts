import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../platform/testing/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { linkAudit, verifyAudit } from './chained-audit.ts'

const { database, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())

const TENANT = 1 as TenantId
const verify = () => verifyAudit(database.kysely, TENANT)

async function write(daysAgo: number, entries: number) {
  await database.pool.query(
    `insert into audit_log (tenant_id, at, actor, action, object)
     select 1, now() - make_interval(days => $1), 'x', 'site.created', n::text from generate_series(1, $2::integer) n`,
    [daysAgo, entries],
  )
  await linkAudit(database)
}

async function expire(daysKept: number): Promise<number> {
  const { rows } = await database.pool.query<{ gone: number }>(
    'select expire_audit(1::smallint, now() - make_interval(days => $1)) as gone',
    [daysKept],
  )
  return rows[0]?.gone ?? -1
}

test('entries past their retention go, younger than a year never, and the chain is verified from there', async () => {
  await write(500, 3)
  await write(400, 2)
  await write(10, 4)
  expect(await verify()).toMatchObject({ intact: true, checked: 9, expired: 0 })
  expect(await expire(450)).toBe(3)
  expect(await verify()).toMatchObject({ intact: true, checked: 6, expired: 3, head: { position: 9 } })
  expect(await expire(366)).toBe(2)
  await expect(expire(5)).rejects.toThrow('append-only')
  await write(0, 1)
  expect(await verify()).toMatchObject({ intact: true, checked: 5, expired: 5, head: { position: 10 } })
  // What is gone is gone at the beginning; a hole is a hole.
  await database.owner.query('alter table audit_log disable trigger user')
  await database.owner.query(
    'delete from audit_log where audit_id = (select audit_id from audit_links where position = 7)',
  )
  await database.owner.query('alter table audit_log enable trigger user')
  expect(await verify()).toMatchObject({ intact: false, broken: { position: 7, problem: 'eventMissing' } })
})

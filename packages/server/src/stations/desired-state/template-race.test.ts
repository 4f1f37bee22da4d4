import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import type { TenantId } from '../ids.ts'
import { readTemplatesForComparison } from './template-store.ts'

const NO_SECRETS = { seal: () => Buffer.alloc(0), open: () => undefined }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

test('a template made while a station is first compared marks it as due again', async () => {
  await app.call('createStation', { body: { id: 'RACE-1' } })
  const { rows } = await sql<{ station_id: number; tenant_id: TenantId }>`
    select station_id, tenant_id from stations where identity = 'RACE-1'`.execute(app.database.kysely)
  const [station] = rows
  if (station === undefined) throw new Error('There is no station')
  const made = await app.database.transaction(async (tx) => {
    const known = await readTemplatesForComparison(tx, NO_SECRETS, station.tenant_id)
    const entries = [{ kind: 'key', key: 'LightIntensity', value: '40' }] as const
    const making = app.call('createTemplate', { body: { name: 'Late', entries: [...entries] } })
    const waiting = async () => {
      const found = await sql`select from pg_locks where locktype = 'advisory' and not granted`.execute(tx)
      return found.rows.length
    }
    await expect.poll(waiting).toBe(1)
    expect(known.map(({ name }) => name)).not.toContain('Late')
    await sql`
      insert into station_configurations (tenant_id, station_id, step, checked_at)
      values (${station.tenant_id}, ${station.station_id}, 'settled', now())`.execute(tx)
    return { making }
  })
  await made.making
  const due = await sql<{ is_due: boolean }>`
    select is_due from station_configurations where station_id = ${station.station_id}`.execute(app.database.kysely)
  expect(due.rows).toEqual([{ is_due: true }])
})

import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ManualClock } from '../platform/clock/index.ts'
import { createTestDatabase } from '../platform/testing/index.ts'
import { openFileDisk } from './disk.ts'
import { expireFiles } from './retention.ts'

const DAY_MS = 86_400_000
const T0 = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'retention-test-'))
const { database, ...testDatabase } = await createTestDatabase()
afterAll(async () => {
  await testDatabase[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

let next = 1

/** Content that has lain for some days, with a row or without. */
async function lying(days: number, row?: { readonly deleteAfterDays: number | null }): Promise<string> {
  const fileId = `00000000-0000-7000-8000-${String(next++).padStart(12, '0')}`
  const path = join(folder, fileId)
  writeFileSync(path, 'content')
  utimesSync(path, new Date(T0 - days * DAY_MS), new Date(T0 - days * DAY_MS))
  if (row === undefined) return fileId
  const at = row.deleteAfterDays === null ? null : new Date(T0 + row.deleteAfterDays * DAY_MS)
  await database.pool.query(
    `insert into files (tenant_id, file_id, purpose, name, created_by, created_at, delete_after)
     values (1, $1, 'log', 'a', 'test', now(), $2)`,
    [fileId, at],
  )
  return fileId
}

test('what is over its time goes, with what was never finished and what belongs to nobody; the rest stays', async () => {
  mkdirSync(join(folder, 'incoming'))
  for (const [name, days] of [
    ['old', 2],
    ['new', 0],
  ] as const) {
    const half = join(folder, 'incoming', name)
    writeFileSync(half, 'half')
    utimesSync(half, new Date(T0 - days * DAY_MS), new Date(T0 - days * DAY_MS))
  }
  const kept = [await lying(0, { deleteAfterDays: 1 }), await lying(400, { deleteAfterDays: null }), await lying(0)]
  await lying(0, { deleteAfterDays: -1 })
  await lying(2)
  writeFileSync(join(folder, 'README'), 'somebody put this here')
  utimesSync(join(folder, 'README'), new Date(0), new Date(0))
  await expireFiles({ database, disk: openFileDisk(folder), clock: new ManualClock(T0) })
  expect(readdirSync(folder).toSorted()).toEqual([...kept, 'README', 'incoming'].toSorted())
  expect(readdirSync(join(folder, 'incoming'))).toEqual(['new'])
  const { rows } = await database.pool.query('select file_id from files')
  expect(rows).toHaveLength(2)
})

import type pg from 'pg'
import type { Logger } from '../logging/index.ts'

const OLDEST_VERSION = 15

/** Accepted values of each setting on which "acknowledged is durable" rests. */
const DURABLE: Readonly<Record<string, readonly string[]>> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_write', 'remote_apply'],
}

/**
 * Refuses a server that is too old, and, when durability is required, one that may lose what it has acknowledged.
 * Throws one sentence for the operator.
 */
export async function checkServer(
  client: Pick<pg.ClientBase, 'query'>,
  options: { requireDurability: boolean; logger: Logger },
): Promise<void> {
  const found = await client.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [['server_version_num', 'server_version', 'data_checksums', ...Object.keys(DURABLE)]],
  )
  const settings = new Map(found.rows.map((row) => [row.name, row.setting]))
  if (Number(settings.get('server_version_num')) < OLDEST_VERSION * 10_000) {
    throw new Error(
      `DATABASE_URL points at PostgreSQL ${settings.get('server_version')}; version ${OLDEST_VERSION} or newer is needed.`,
    )
  }
  for (const [name, accepted] of Object.entries(DURABLE)) {
    const value = settings.get(name) ?? 'unknown'
    if (accepted.includes(value)) continue
    const sentence = `The database runs with ${name} = ${value}, so data that was acknowledged to a station can be lost; it must be ${accepted.join(' or ')}.`
    if (options.requireDurability) throw new Error(`${sentence} MODE=development accepts it for a trial.`)
    options.logger.warn({ setting: name, value }, sentence)
  }
  if (settings.get('data_checksums') !== 'on') {
    options.logger.warn('The database runs without data checksums; damage on disk can go unnoticed')
  }
}

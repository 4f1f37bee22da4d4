import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../platform/database/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { TenantId } from '../stations/ids.ts'

export type LinkProtocol = 'http' | 'ftp' | 'ftps'
export type LinkDirection = 'download' | 'upload'

/** A link as its holder may use it: for one file, in one direction, by one protocol. */
export interface FileLink {
  readonly tenantId: TenantId
  readonly linkId: string
  readonly direction: LinkDirection
  readonly protocol: LinkProtocol
  readonly fileId: string | null
  readonly stationKey: number | null
  readonly maxBytes: number
}

export interface NewLink extends FileLink {
  readonly secret: string
  /** Complete transfers it is good for. */
  readonly uses: number
  readonly nowMs: number
  readonly expiresAtMs: number
}

/** Why a link cannot be used now. */
export type LinkProblem = 'unknown' | 'used' | 'expired' | 'busy'

export type Claimed =
  | { readonly ok: true; readonly link: FileLink }
  | { readonly ok: false; readonly problem: LinkProblem }

/** 192 random bits for HTTP; for FTP a short name and 96 bits, because some stations take only short addresses. */
export function newSecret(random: Random, protocol: LinkProtocol): string {
  if (protocol === 'http') return text(random, 24)
  return `${text(random, 6)}:${text(random, 12)}`
}

function text(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString('base64url')
}

export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await sql`
    insert into file_links (tenant_id, link_id, secret_hash, direction, protocol, file_id, station_id, max_bytes,
      uses_left, created_at, expires_at)
    values (${link.tenantId}, ${link.linkId}, ${hashOf(link.secret)}, ${link.direction}, ${link.protocol},
      ${link.fileId}, ${link.stationKey}, ${link.maxBytes}, ${link.uses}, ${new Date(link.nowMs)},
      ${new Date(link.expiresAtMs)})`.execute(tx)
}

interface LinkKey {
  readonly secret: string
  readonly protocols: readonly LinkProtocol[]
}

interface LinkRow {
  readonly tenant_id: TenantId
  readonly link_id: string
  readonly direction: LinkDirection
  readonly protocol: LinkProtocol
  readonly file_id: string | null
  readonly station_id: number | null
  readonly max_bytes: number
  readonly uses_left: number
  readonly busy_until: Date | null
  readonly expires_at: Date
}

const columns = sql`
  tenant_id, link_id, direction, protocol, file_id, station_id, max_bytes, uses_left, busy_until, expires_at`

/** What a link is for, and what keeps it from being used now. Changes nothing. */
export async function lookAtLink(db: Db, { secret, protocols }: LinkKey, nowMs: number): Promise<Claimed> {
  const { rows } = await sql<LinkRow>`
    select ${columns} from file_links
    where secret_hash = ${hashOf(secret)} and protocol = any(${protocols}::text[])`.execute(db)
  const [row] = rows
  if (row === undefined) return { ok: false, problem: 'unknown' }
  if (row.uses_left <= 0) return { ok: false, problem: 'used' }
  if (row.expires_at.getTime() <= nowMs) return { ok: false, problem: 'expired' }
  if (row.busy_until !== null && row.busy_until.getTime() > nowMs) return { ok: false, problem: 'busy' }
  return { ok: true, link: linkOf(row) }
}

/** Takes a link for one transfer: of many who try at once, one gets it. */
export async function claimLink(
  tx: Tx,
  key: LinkKey & { readonly direction: LinkDirection },
  { nowMs, leaseMs }: { readonly nowMs: number; readonly leaseMs: number },
): Promise<Claimed> {
  const now = new Date(nowMs)
  const { rows } = await sql<LinkRow>`
    update file_links set busy_until = ${new Date(nowMs + leaseMs)}
    where secret_hash = ${hashOf(key.secret)} and protocol = any(${key.protocols}::text[])
      and direction = ${key.direction} and uses_left > 0 and expires_at > ${now}
      and (busy_until is null or busy_until <= ${now})
    returning ${columns}`.execute(tx)
  const [row] = rows
  if (row !== undefined) return { ok: true, link: linkOf(row) }
  const seen = await lookAtLink(tx, key, nowMs)
  // It is for the other direction: to whoever asks for this one it does not exist.
  return seen.ok ? { ok: false, problem: 'unknown' } : seen
}

/** Says that the transfer goes on. */
export async function renewLease(tx: Tx, linkId: string, busyUntilMs: number): Promise<void> {
  await sql`update file_links set busy_until = ${new Date(busyUntilMs)} where link_id = ${linkId}`.execute(tx)
}

/** Frees a link whose transfer has ended unfinished. */
export async function releaseLink(tx: Tx, linkId: string): Promise<void> {
  await sql`update file_links set busy_until = null where link_id = ${linkId}`.execute(tx)
}

/** Counts a finished transfer. */
export async function useLink(
  tx: Tx,
  linkId: string,
  done: { readonly fileId: string; readonly nowMs: number },
): Promise<void> {
  await sql`
    update file_links set busy_until = null, uses_left = uses_left - 1, file_id = ${done.fileId},
      used_at = ${new Date(done.nowMs)}
    where link_id = ${linkId}`.execute(tx)
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function linkOf(row: LinkRow): FileLink {
  return {
    tenantId: row.tenant_id,
    linkId: row.link_id,
    direction: row.direction,
    protocol: row.protocol,
    fileId: row.file_id,
    stationKey: row.station_id,
    maxBytes: row.max_bytes,
  }
}

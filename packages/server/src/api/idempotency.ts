import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Random } from '../platform/random/index.ts'
import type { TenantId } from '../stations/ids.ts'

const KEPT_MS = 72 * 3_600_000
/** A request that has not finished by now died with its process; its key may be used again. */
const ABANDONED_MS = 120_000

export interface KeptAnswer {
  readonly status: number
  /** Undefined for an answer without a body. */
  readonly body: unknown
}

interface KeyedRequest {
  readonly tenantId: TenantId
  /** The person or API key: what somebody was answered is for nobody else. */
  readonly caller: string
  readonly route: string
  readonly key: string
  /** Everything that makes the request: another one under the same key is refused. */
  readonly content: unknown
}

/**
 * Runs a request at most once per key: a repetition gets the first answer again. Answers of refused requests (4xx) are
 * kept too; when we fail (5xx) the key is free again.
 *
 * Answers may hold a password that is stored nowhere else, so they are sealed with the key itself, of which only a
 * hash is stored: a copy of the database does not open them.
 */
export class Idempotency {
  readonly #database: Database
  readonly #clock: Clock
  readonly #random: Random

  constructor(services: { database: Database; clock: Clock; random: Random }) {
    this.#database = services.database
    this.#clock = services.clock
    this.#random = services.random
  }

  async run(request: KeyedRequest, work: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const earlier = await this.#claim(request)
    if (earlier !== undefined) return earlier
    try {
      const answer = await work()
      if (answer.status < 500) await this.#keep(request, answer)
      else await this.#release(request)
      return answer
    } catch (error) {
      await this.#release(request)
      throw error
    }
  }

  /** Forgets answers past their time. */
  async expire(): Promise<void> {
    const before = new Date(this.#clock.nowMs() - KEPT_MS)
    await this.#database.transaction((tx) => sql`delete from idempotency_keys where created_at < ${before}`.execute(tx))
  }

  /** Takes the key, or gives the answer that is kept under it. */
  async #claim(request: KeyedRequest): Promise<KeptAnswer | undefined> {
    const now = new Date(this.#clock.nowMs())
    const abandoned = new Date(this.#clock.nowMs() - ABANDONED_MS)
    const expired = new Date(this.#clock.nowMs() - KEPT_MS)
    const contentHash = sha256(JSON.stringify(request.content))
    return this.#database.transaction(async (tx) => {
      const claimed = await sql`
        insert into idempotency_keys as k (tenant_id, route, key, request_hash, created_at)
        values (${request.tenantId}, ${request.route}, ${storedKey(request)}, ${contentHash}, ${now})
        on conflict (tenant_id, route, key) do update
          set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, response = null
          where k.created_at < ${expired} or (k.status is null and k.created_at < ${abandoned})
        returning key`.execute(tx)
      if (claimed.rows.length > 0) return undefined
      const { rows } = await sql<{ request_hash: Buffer; status: number | null; response: string | null }>`
        select request_hash, status, response #>> '{}' as response from idempotency_keys
        where tenant_id = ${request.tenantId} and route = ${request.route} and key = ${storedKey(request)}`.execute(tx)
      const [kept] = rows
      if (kept === undefined || (kept.status === null && kept.request_hash.equals(contentHash))) {
        throw new Refusal('requestInProgress')
      }
      if (!kept.request_hash.equals(contentHash)) throw new Refusal('idempotencyKeyReused')
      return { status: kept.status ?? 200, body: kept.response === null ? undefined : unseal(kept.response, request) }
    })
  }

  async #keep(request: KeyedRequest, answer: KeptAnswer): Promise<void> {
    const sealed = answer.body === undefined ? null : JSON.stringify(seal(answer.body, request, this.#random.bytes(12)))
    await this.#database.transaction((tx) =>
      sql`
        update idempotency_keys set status = ${answer.status}, response = ${sealed}::jsonb
        where tenant_id = ${request.tenantId} and route = ${request.route} and key = ${storedKey(request)}`.execute(tx),
    )
  }

  async #release(request: KeyedRequest): Promise<void> {
    await this.#database.transaction((tx) =>
      sql`
        delete from idempotency_keys
        where tenant_id = ${request.tenantId} and route = ${request.route} and key = ${storedKey(request)}`.execute(tx),
    )
  }
}

function storedKey(request: KeyedRequest): string {
  return sha256(`${request.caller} ${request.key}`).toString('hex')
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the JSON. */
function seal(body: unknown, request: KeyedRequest, nonce: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', sealingKey(request), nonce)
  const content = Buffer.concat([cipher.update(JSON.stringify(body)), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64')
}

function unseal(sealed: string, request: KeyedRequest): unknown {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(request), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString())
}

function sealingKey(request: KeyedRequest): Buffer {
  const salt = `${request.tenantId} ${request.caller} ${request.route}`
  return Buffer.from(hkdfSync('sha256', request.key, salt, 'idempotent answer', 32))
}

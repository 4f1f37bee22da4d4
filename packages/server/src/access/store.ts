import { foldIdToken, type IdToken } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import type { TokenFacts } from '../stations/decision.ts'
import type { SessionId, TenantId } from '../stations/ids.ts'

/** One presented token. */
export interface TokenQuestion {
  readonly tenantId: TenantId
  readonly idToken: IdToken
}

interface Row {
  readonly position: number
  readonly token_id: string
  readonly status: TokenFacts['status']
  readonly expires_at: Date | null
  readonly group_value: string | null
  readonly max_concurrent: number | null
  readonly active_session_ids: readonly SessionId[]
}

/** Sessions read beyond a token's limit, so that those of the asking station itself can be told from the others. */
const OWN_SESSIONS = 16

/** Looks tokens up, with the sessions that run on them now, in one statement. One result per question, in order; null for a token unknown to the tenant. */
export async function readTokens(
  pool: Pool,
  questions: readonly TokenQuestion[],
): Promise<readonly (TokenFacts | null)[]> {
  const { rows } = await pool.query<Row>({
    name: 'tokens-presented',
    text: `
      select q.position, k.token_id, k.status, k.expires_at, k.group_value, k.max_concurrent,
        array(select s.session_id from sessions s
          where s.tenant_id = k.tenant_id and s.id_token_folded = k.value_folded and s.state = 'active'
            and k.max_concurrent is not null
          limit k.max_concurrent + $3
        ) as active_session_ids
      from unnest($1::smallint[], $2::text[]) with ordinality as q(tenant_id, value_folded, position)
      join id_tokens k on k.tenant_id = q.tenant_id and k.value_folded = q.value_folded`,
    values: [
      questions.map(({ tenantId }) => tenantId),
      questions.map(({ idToken }) => foldIdToken(idToken.value)),
      OWN_SESSIONS,
    ],
  })
  const found = new Map(rows.map((row) => [row.position, factsOf(row)]))
  return questions.map((_, index) => found.get(index + 1) ?? null)
}

function factsOf(row: Row): TokenFacts {
  return {
    tokenId: row.token_id,
    status: row.status,
    expiresAtMs: row.expires_at?.getTime() ?? null,
    groupValue: row.group_value,
    maxConcurrent: row.max_concurrent,
    activeSessionIds: row.active_session_ids,
  }
}

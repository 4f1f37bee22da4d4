import type { Pool } from 'pg'
import { readTokens } from '../access/index.ts'
import { readStoredSessions } from '../sessions/index.ts'
import type { Facts, Needs } from './decision.ts'
import type { StationKey, TenantId } from './ids.ts'

/** What one station needs to know before it can decide. */
export interface FactsQuestion {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly needs: Needs
}

/** Answers the questions of many stations at once, one round trip for each kind of fact. One result per question, in order. */
export async function gatherFacts(
  pool: Pool,
  questions: readonly FactsQuestion[],
): Promise<readonly Pick<Facts, 'token' | 'stored'>[]> {
  const tokenQuestions = questions.flatMap((question) => {
    const { idToken } = question.needs
    return idToken ? [{ question, tenantId: question.tenantId, idToken }] : []
  })
  const sessionQuestions = questions.flatMap((question) => {
    const need = question.needs.session
    return need ? [{ question, stationKey: question.stationKey, need }] : []
  })
  const [tokens, sessions] = await Promise.all([
    tokenQuestions.length > 0 ? readTokens(pool, tokenQuestions) : [],
    sessionQuestions.length > 0 ? readStoredSessions(pool, sessionQuestions) : [],
  ])
  const token = new Map(tokenQuestions.map(({ question }, index) => [question, tokens[index] ?? null]))
  const stored = new Map(sessionQuestions.map(({ question }, index) => [question, sessions[index] ?? null]))
  return questions.map((question) => ({
    ...(token.has(question) && { token: token.get(question) ?? null }),
    ...(stored.has(question) && { stored: stored.get(question) ?? null }),
  }))
}

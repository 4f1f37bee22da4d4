import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import type { SingleSignOnFinding } from '../../contract/single-sign-on.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Logger } from '../../platform/logging/index.ts'
import { WrongIssuer } from './provider.ts'
import { ProviderAway } from './provider-fetch.ts'

type Failure = Omit<SingleSignOnFinding, 'finding'> & {
  readonly finding: Exclude<SingleSignOnFinding['finding'], 'works'>
}

/** Refusals of a client, by the names of RFC 6749, section 5.2. */
const CLIENT_REFUSALS = new Set(['invalid_client', 'unauthorized_client'])
const FORBIDDEN = 'OAUTH_HTTP_REQUEST_FORBIDDEN'
const OTHER_ISSUER = 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'

/** What went wrong at a provider; undefined when the mistake is ours. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof ProviderAway) return { finding: 'unreachable', detail: error.message }
  if (error instanceof WrongIssuer) return { finding: 'wrongIssuer', detail: shown(error.message) }
  if (error instanceof WWWAuthenticateChallengeError) return { finding: 'wrongClient', detail: null }
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) {
    return { finding: CLIENT_REFUSALS.has(error.error) ? 'wrongClient' : 'odd', detail: shown(error.error) }
  }
  if (!(error instanceof ClientError)) return undefined
  const below = failureOf(error.cause)
  if (below !== undefined) return below
  if (error.code === FORBIDDEN) return { finding: 'unreachable', detail: 'the address is not https' }
  return { finding: error.code === OTHER_ISSUER ? 'wrongIssuer' : 'noProvider', detail: error.message }
}

/** The words of others, as a label. */
function shown(words: string): string {
  return words.replaceAll(/[^\x20-\x7e]/g, ' ').slice(0, 200)
}

/** Waits for a provider, and turns what goes wrong there into refusals. Nothing of a token is written down. */
export async function orProviderRefusal<Result>(logger: Logger, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined) throw error
    const { finding, detail } = failure
    logger.warn({ subsystem: 'sign-in', finding, detail }, 'A single sign-on has failed')
    if (finding === 'unreachable') throw new Refusal('providerUnreachable', detail === null ? {} : { detail })
    throw new Refusal('singleSignOnRefused', {
      detail: `What the provider says cannot be accepted: ${detail ?? finding}.`,
    })
  }
}

import { genericGrantRequest, ResponseBodyError } from 'openid-client'
import type { SingleSignOnFinding } from '../../contract/single-sign-on.ts'
import type { Egress } from '../../platform/egress/index.ts'
import { failureOf } from './failure.ts'
import { openProvider, type ProviderClient } from './provider.ts'

/** A code that no provider has given: how one is refused says whether the client was known. */
const NO_CODE = 'a-code-that-nobody-was-given'

/** Finds out whether a provider could be used: what it says of itself, and whether it knows the client. */
export async function examineProvider(
  egress: Egress,
  client: ProviderClient,
  redirectUri: string,
): Promise<SingleSignOnFinding> {
  try {
    const provider = await openProvider(egress, client)
    const { authorization_endpoint, token_endpoint, jwks_uri, response_types_supported } = provider.serverMetadata()
    const hasFlow = authorization_endpoint !== undefined && token_endpoint !== undefined && jwks_uri !== undefined
    if (!hasFlow || response_types_supported?.includes('code') === false) return { finding: 'noCodeFlow', detail: null }
    await genericGrantRequest(provider, 'authorization_code', { code: NO_CODE, redirect_uri: redirectUri })
    return { finding: 'odd', detail: 'a code that nobody was given was accepted' }
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === 'invalid_grant') return { finding: 'works', detail: null }
    const failure = failureOf(error)
    if (failure === undefined) throw error
    return failure
  }
}

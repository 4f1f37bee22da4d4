import type { CustomFetch } from 'openid-client'
import { type Egress, egressFetch } from '../../platform/egress/index.ts'

const MOST_BYTES = 262_144

/** An identity provider did not answer, or must not be asked. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway'
}

/** The requests of openid-client, through the guard for addresses that people have given. */
export function providerFetch(egress: Egress): CustomFetch {
  const send = egressFetch(egress, { maxBytes: MOST_BYTES })
  return async (url, { method, headers, body }) => {
    try {
      return await send(url, { method, headers, ...(body === undefined || body === null ? {} : { body }) })
    } catch (error) {
      throw new ProviderAway(error instanceof Error ? error.message : String(error))
    }
  }
}

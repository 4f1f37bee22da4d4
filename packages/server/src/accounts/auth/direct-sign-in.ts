import { createAuthEndpoint } from '@better-auth/core/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

const Person = z.object({ personId: z.string(), boundTenantId: z.int().nullable() })

/**
 * Signs a person in whose identity was proved in another way: by a one-time link or by a provider of single sign-on.
 * It has no path, so no request reaches it.
 */
export function directSignIn() {
  return {
    id: 'direct-sign-in',
    endpoints: {
      signInDirectly: createAuthEndpoint.serverOnly({ method: 'POST', body: Person }, async (ctx) => {
        const { personId, boundTenantId } = ctx.body
        const { internalAdapter } = ctx.context
        const user = await internalAdapter.findUserById(personId)
        if (user === null) throw new Error('The person who is to be signed in is not stored.')
        const session = await internalAdapter.createSession(personId, false, { boundTenantId })
        await setSessionCookie(ctx, { session, user })
        return { sessionId: session.id }
      }),
    },
  }
}

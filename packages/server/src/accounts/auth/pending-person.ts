import { createAuthEndpoint } from '@better-auth/core/api'

/** The cookie in which better-auth keeps a sign-in whose second factor is due. */
const COOKIE = 'two_factor'

/** Says whose second factor a browser is asked for. It has no path, so no request reaches it. */
export function pendingPerson() {
  return {
    id: 'pending-person',
    endpoints: {
      findPendingPerson: createAuthEndpoint.serverOnly({ method: 'POST' }, async (ctx) => {
        const { name } = ctx.context.createAuthCookie(COOKIE)
        const key = await ctx.getSignedCookie(name, ctx.context.secret)
        const pending = key ? await ctx.context.internalAdapter.findVerificationValue(key) : null
        return { personId: pending?.value ?? null }
      }),
    },
  }
}

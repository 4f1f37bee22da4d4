import type { Random } from '../../platform/random/index.ts'
import type { Auth } from '../auth/auth.ts'
import { createOpaqueToken } from '../opaque-token.ts'

const LIFE_S = 3_600
const TOKEN = /^[\w-]{43}$/

/**
 * The cookie by which a browser is known again when it comes back from a provider, so that nobody can be signed in by a
 * link that somebody else has brought back. One secret serves all tabs.
 */
export async function browserSecret(auth: Auth, headers: Headers): Promise<string | undefined> {
  const name = await cookieName(auth)
  const pairs = (headers.get('cookie') ?? '').split(/;\s*/)
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
  return value !== undefined && TOKEN.test(value) ? value : undefined
}

/** The browser's secret, the one it has or a new one, and the cookie that keeps it. */
export async function keepBrowserSecret(
  auth: Auth,
  random: Random,
  headers: Headers,
): Promise<{ readonly secret: string; readonly answer: Headers }> {
  const { authCookies } = await auth.$context
  const secret = (await browserSecret(auth, headers)) ?? createOpaqueToken(random)
  const secure = authCookies.sessionToken.attributes.secure === true ? '; Secure' : ''
  const cookie = `${await cookieName(auth)}=${secret}; Max-Age=${LIFE_S}; Path=/; HttpOnly; SameSite=Lax${secure}`
  return { secret, answer: new Headers({ 'set-cookie': cookie }) }
}

async function cookieName(auth: Auth): Promise<string> {
  return `${(await auth.$context).authCookies.sessionToken.name}-sign-on`
}

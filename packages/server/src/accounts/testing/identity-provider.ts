import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

export const CLIENT = { clientId: 'stationmaster', clientSecret: 'a-secret-of-the-provider' } as const

/** What the provider says about whoever signs in next. */
export interface Persona {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
}

/** A real OpenID provider on this machine, which vouches for whomever it is told to. */
export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string
  persona: Persona
  /** Changes what ID tokens say; they are signed all the same. */
  forge: ((claims: Record<string, unknown>) => Record<string, unknown>) | undefined
  /** Sends browsers back to this address and to no other. */
  sendsBackTo(redirectUri: string): void
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The provider listens on a port.')
  const rig: IdentityProvider = {
    issuer: `http://127.0.0.1:${address.port}`,
    persona: { sub: 'nobody' },
    forge: undefined,
    sendsBackTo: (redirectUri) => {
      server.removeAllListeners('request')
      server.on('request', handlerOf(rig, redirectUri))
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  rig.sendsBackTo('https://nowhere.example/')
  return rig
}

function handlerOf(rig: IdentityProvider, redirectUri: string): Parameters<typeof createServer>[1] & object {
  const provider = new Provider(rig.issuer, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['a key of this test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: async (_, accountId) => {
      const persona = rig.persona
      return { accountId, claims: async () => ({ ...persona, sub: accountId }) }
    },
    loadExistingGrant: async ({ oidc }) => {
      const { client, session } = oidc
      const grant = new provider.Grant({
        ...(client === undefined ? {} : { clientId: client.clientId }),
        ...(session?.accountId === undefined ? {} : { accountId: session.accountId }),
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, next) => {
    await next()
    const body: unknown = ctx.body
    const { forge } = rig
    if (forge === undefined || typeof body !== 'object' || body === null || !('id_token' in body)) return
    ctx.body = { ...body, id_token: signed(forge(claimsIn(String(body.id_token)))) }
  })
  const answer = provider.callback()
  return (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response)
    const result = { login: { accountId: rig.persona.sub } }
    void provider.interactionFinished(request, response, result)
  }
}

function claimsIn(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

function signed(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
}

/** Goes through the provider's pages as a browser does; gives the query with which it is sent back. */
export async function vouchedAt(url: string): Promise<string> {
  const jar = new Map<string, string>()
  let at = new URL(url)
  for (;;) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`The provider stops: ${await response.text()}`)
    at = new URL(location, at)
    if (at.pathname.startsWith('/sign-in/sso/')) return at.search
  }
}

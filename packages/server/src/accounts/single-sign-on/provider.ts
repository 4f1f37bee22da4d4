import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from 'openid-client'
import type { Egress } from '../../platform/egress/index.ts'
import { providerFetch } from './provider-fetch.ts'

const SCOPE = 'openid email profile'

/** Which client of which provider. */
export interface ProviderClient {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | null
}

/** What a try has to remember between leaving for the provider and coming back. */
export interface TrySecrets {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

/** What a provider says about somebody. */
export interface Claims {
  readonly subject: string
  readonly email: string | undefined
  readonly isEmailVerified: boolean
  readonly name: string | undefined
}

/** The discovery document names another issuer than the one that was asked. */
export class WrongIssuer extends Error {
  override readonly name = 'WrongIssuer'
}

/** Reads what the provider says of itself. ID tokens are accepted with a signature that its keys confirm, and no other. */
export async function openProvider(egress: Egress, client: ProviderClient): Promise<Configuration> {
  // Whether http is let out at all is the guard's to say.
  const isInsecure = new URL(client.issuer).protocol === 'http:'
  const found = await discovery(new URL(client.issuer), client.clientId, undefined, None(), {
    [customFetch]: providerFetch(egress),
    ...(isInsecure ? { execute: [allowInsecureRequests] } : {}),
  })
  const server = found.serverMetadata()
  // The library lets some well-known providers name another issuer; we let none.
  if (new URL(server.issuer).href !== new URL(client.issuer).href) throw new WrongIssuer(server.issuer)
  const config = new Configuration(server, client.clientId, undefined, authenticationOf(server, client.clientSecret))
  config[customFetch] = providerFetch(egress)
  if (isInsecure) allowInsecureRequests(config)
  enableNonRepudiationChecks(config)
  return config
}

function authenticationOf(server: { token_endpoint_auth_methods_supported?: string[] }, secret: string | null) {
  if (secret === null) return None()
  // Not said means basic (OpenID Connect Discovery 1.0, section 3).
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret)
}

/** Where a browser asks the provider to vouch for it: authorization code with PKCE, state and nonce. */
export async function addressFor(config: Configuration, redirectUri: string, secrets: TrySecrets): Promise<URL> {
  return buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: SCOPE,
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await calculatePKCECodeChallenge(secrets.codeVerifier),
    code_challenge_method: 'S256',
  })
}

/** Redeems the code that a browser came back with. Throws for whatever is not as it was asked for. */
export async function redeemCode(config: Configuration, returned: URL, secrets: TrySecrets): Promise<Claims> {
  const tokens = await authorizationCodeGrant(config, returned, {
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    pkceCodeVerifier: secrets.codeVerifier,
    idTokenExpected: true,
  })
  const idToken = tokens.claims()
  if (idToken === undefined) throw new Error('openid-client gives the claims of the ID token it was told to expect.')
  const hasEmail = idToken['email'] !== undefined || config.serverMetadata().userinfo_endpoint === undefined
  const claims = hasEmail ? idToken : await fetchUserInfo(config, tokens.access_token, idToken.sub)
  return {
    subject: idToken.sub,
    email: textIn(claims['email']),
    isEmailVerified: claims['email_verified'] === true,
    name: textIn(claims['name']) ?? textIn(idToken['name']),
  }
}

function textIn(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : undefined
}

import { ApiKeyInput, ApiKeyList, IssuedApiKey, Me, OwnerSetup, SignIn, Welcome } from '../accounts.ts'
import type { Operation } from '../operation.ts'
import { uuid } from './params.ts'

/** Owner, sign-in and API keys. */
export const accountsOperations = {
  getWelcome: {
    method: 'GET',
    path: '/welcome',
    tag: 'accounts',
    summary: 'Facts for the sign-in page',
    permission: 'public',
    response: Welcome,
  },
  setUpOwner: {
    method: 'POST',
    path: '/owner',
    tag: 'accounts',
    summary: 'Redeem the one-time owner link',
    permission: 'public',
    body: OwnerSetup,
    response: Me,
    status: 201,
  },
  signIn: {
    method: 'POST',
    path: '/sign-in',
    tag: 'accounts',
    summary: 'Sign in with e-mail and password',
    permission: 'public',
    body: SignIn,
    response: Me,
  },
  signOut: {
    method: 'POST',
    path: '/sign-out',
    tag: 'accounts',
    summary: 'End this browser session',
    permission: 'accounts.self',
  },
  getMe: {
    method: 'GET',
    path: '/me',
    tag: 'accounts',
    summary: 'Who am I',
    permission: 'accounts.self',
    response: Me,
  },
  listApiKeys: {
    method: 'GET',
    path: '/api-keys',
    tag: 'accounts',
    summary: 'List API keys',
    permission: 'accounts.manage',
    response: ApiKeyList,
  },
  createApiKey: {
    method: 'POST',
    path: '/api-keys',
    tag: 'accounts',
    summary: 'Make an API key, shown once',
    permission: 'accounts.manage',
    body: ApiKeyInput,
    response: IssuedApiKey,
    status: 201,
  },
  deleteApiKey: {
    method: 'DELETE',
    path: '/api-keys/:id',
    tag: 'accounts',
    summary: 'Revoke an API key',
    permission: 'accounts.manage',
    params: uuid,
  },
} as const satisfies Record<string, Operation>

import type { Operation } from '../operation.ts'
import { Token, TokenInput, TokenPage, TokenPatch, TokenQuery } from '../tokens.ts'
import { uuid } from './params.ts'

/** Id tokens. */
export const tokensOperations = {
  listTokens: {
    method: 'GET',
    path: '/tokens',
    tag: 'tokens',
    summary: 'List id tokens',
    permission: 'tokens.read',
    query: TokenQuery,
    response: TokenPage,
  },
  createToken: {
    method: 'POST',
    path: '/tokens',
    tag: 'tokens',
    summary: 'Add an id token',
    permission: 'tokens.write',
    audit: ['token.created'],
    body: TokenInput,
    response: Token,
    status: 201,
    idempotent: true,
  },
  getToken: {
    method: 'GET',
    path: '/tokens/:id',
    tag: 'tokens',
    summary: 'Get an id token',
    permission: 'tokens.read',
    params: uuid,
    response: Token,
  },
  updateToken: {
    method: 'PATCH',
    path: '/tokens/:id',
    tag: 'tokens',
    summary: 'Change an id token',
    permission: 'tokens.write',
    audit: ['token.changed'],
    params: uuid,
    body: TokenPatch,
    response: Token,
  },
  deleteToken: {
    method: 'DELETE',
    path: '/tokens/:id',
    tag: 'tokens',
    summary: 'Delete an id token',
    permission: 'tokens.write',
    audit: ['token.deleted'],
    params: uuid,
  },
} as const satisfies Record<string, Operation>

export { authorize, canonicalToken, tokenInfoOf } from './authorize.ts'
export { readTokens } from './store.ts'

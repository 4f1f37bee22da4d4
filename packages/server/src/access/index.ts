export { type AuthorizationContext, authorize, canonicalToken, tokenInfoOf } from './authorize.ts'

export { authorize, canonicalToken, tokenInfoOf } from './authorize.ts'
export { deleteDriver, readDriver, tokensOf } from './driver-queries.ts'
export { driverReferences, findDrivers } from './driver-references.ts'
export { readTokens } from './store.ts'

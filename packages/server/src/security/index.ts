export { openClientTrust, type StoredTrust } from './client-trust.ts'
export { LINK_EVERY_MS, linkEvents } from './log/link-events.ts'
export { securityHandlers } from './routes.ts'
export { openTlsKeeper, type TlsKeeper } from './tls-keeper.ts'

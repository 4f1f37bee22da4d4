import type { Operation, OperationId } from '@stationmaster/server/contract'

/**
 * The rows of `routes.ts` that the first screen asks for, and those that stand in links: the others are fetched with the
 * first call of one of them.
 */
export const firstRoutes = {
  getWelcome: ['GET', '/welcome'],
  setUpOwner: ['POST', '/owner'],
  signIn: ['POST', '/sign-in'],
  completeSignIn: ['POST', '/sign-in/second-factor'],
  startPasskeySignIn: ['POST', '/sign-in/passkey/options'],
  signInWithPasskey: ['POST', '/sign-in/passkey'],
  getMe: ['GET', '/me'],
  signOut: ['POST', '/sign-out'],
  updateMe: ['PATCH', '/me'],
  getOrganisation: ['GET', '/organisation'],
  getNetworkNow: ['GET', '/network/now'],
  getAttention: ['GET', '/network/attention'],
  getMapPoints: ['GET', '/network/map'],
  getNetworkLoad: ['GET', '/network/load'],
  listSites: ['GET', '/sites'],
  listStations: ['GET', '/stations'],
  getStation: ['GET', '/stations/:stationId'],
  listQuarantine: ['GET', '/quarantine'],
  sendCommand: ['POST', '/stations/:stationId/commands'],
  getCommand: ['GET', '/commands/:id'],
  cancelCommand: ['POST', '/commands/:id/cancel'],
  listSessions: ['GET', '/sessions'],
  getSession: ['GET', '/sessions/:id'],
  exportAudit: ['GET', '/audit/export'],
  exportPersonalData: ['GET', '/personal-data/export'],
} as const satisfies Readonly<Partial<Record<OperationId, readonly [Operation['method'], string]>>>

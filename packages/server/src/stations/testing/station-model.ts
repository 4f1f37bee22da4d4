import type { TokenFacts } from '../decision.ts'
import type { StationIdentity, StationKey, TenantId } from '../ids.ts'
import { StationModel as ReplayedStation } from '../replay/station-model.ts'
import type { StationState } from '../state.ts'

export const T0 = Date.UTC(2026, 4, 1, 8)
const CARD: TokenFacts = {
  tokenId: '00000000-0000-4000-8000-000000000001',
  status: 'active',
  expiresAtMs: null,
  groupValue: null,
  maxConcurrent: 1,
  activeSessionIds: [],
}

export function stationState(changed: Partial<StationState> = {}): StationState {
  return {
    tenantId: 1 as TenantId,
    stationKey: 7 as StationKey,
    identity: 'cs-7' as StationIdentity,
    version: '1.6',
    quirks: {},
    registration: 'Accepted',
    bootStatus: 'Accepted',
    firmwareVersion: null,
    clockOffsetMs: 0,
    connectors: new Map(),
    sessions: [],
    memoryHorizonMs: -Infinity,
    connectedAtMs: T0 - 3_600_000,
    mostActive: 128,
    hidesActive: false,
    ...changed,
  }
}

/** The model of a test's station, with one card that is known. */
export class StationModel extends ReplayedStation {
  constructor(changed: Partial<StationState> = {}) {
    super(stationState(changed), new Map([['card', CARD]]), T0)
  }
}

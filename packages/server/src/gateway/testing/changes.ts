import type { ConnectorChange, FrameChange, MeterSampleChange } from '../../stations/change.ts'
import type { StationKey } from '../../stations/ids.ts'
import { TENANT } from './test-gateway.ts'

export const AT_MS = Date.UTC(2026, 4, 1, 12)

export function frameChange(stationKey: StationKey, changed: Partial<FrameChange> = {}): FrameChange {
  return {
    kind: 'frame',
    tenantId: TENANT,
    stationKey,
    receivedAtMs: AT_MS,
    inbound: true,
    action: 'Heartbeat',
    messageId: '1',
    frame: '[2,"1","Heartbeat",{}]',
    answer: null,
    answeredAtMs: null,
    sessionId: null,
    reasons: [],
    ...changed,
  }
}

export function connectorChange(stationKey: StationKey, changed: Partial<ConnectorChange> = {}): ConnectorChange {
  return {
    kind: 'connector',
    tenantId: TENANT,
    stationKey,
    receivedAtMs: AT_MS,
    evseId: 1,
    connectorId: 1,
    status: 'Available',
    errorCode: null,
    info: null,
    vendorErrorCode: null,
    statusAtMs: AT_MS,
    changed: true,
    ...changed,
  }
}

export function sampleChange(stationKey: StationKey, sample: Partial<MeterSampleChange['sample']>): MeterSampleChange {
  return {
    kind: 'meterSample',
    tenantId: TENANT,
    stationKey,
    receivedAtMs: AT_MS,
    sessionId: null,
    evseId: 1,
    connectorId: 1,
    atMs: AT_MS,
    isNewest: false,
    sample: { at: { text: '', ms: AT_MS }, context: 'Sample.Periodic', ...sample },
  }
}

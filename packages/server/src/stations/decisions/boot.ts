import type { Booted } from '@stationmaster/ocpp'
import { type Session, withFlag } from '../../sessions/index.ts'
import type { BootChange, Change, Reason } from '../change.ts'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { namesAnotherSerial, refuseSerial } from './boot-serial.ts'
import { firmwareProof } from './files.ts'
import { outcome } from './outcome.ts'

/** The operator's decision is the answer. A reboot closes no session: its stop is still to come (1.6 errata v3; 2.x B01.FR.03). */
export function decideBoot(state: StationState, event: Booted, facts: Facts): Decision {
  if (namesAnotherSerial(state, event)) return refuseSerial(state, event, facts)
  const { nowMs } = facts
  // With an expired certificate it is held until it has a new one (2.x A00.FR.429).
  const status = state.renewalOnly && state.registration === 'Accepted' ? 'Pending' : state.registration
  const owner = { tenantId: state.tenantId, stationKey: state.stationKey, receivedAtMs: nowMs }
  const boot: BootChange = {
    kind: 'boot',
    ...owner,
    bootStatus: status,
    bootReason: event.reason ?? null,
    vendor: event.vendor,
    model: event.model,
    serialNumber: event.serialNumber ?? null,
    firmwareVersion: event.firmwareVersion ?? null,
    iccid: event.iccid ?? null,
    imsi: event.imsi ?? null,
    meterType: event.meterType ?? null,
    meterSerialNumber: event.meterSerialNumber ?? null,
  }
  const sessions = state.sessions.map((session) => (session.state === 'active' ? rebooted(session, nowMs) : session))
  const flagged = sessions.filter((session, index) => session !== state.sessions[index])
  const changes: Change[] = [
    boot,
    ...firmwareProof(state, event, facts),
    ...flagged.map((session) => ({ kind: 'session' as const, ...owner, session, isProgress: false })),
  ]
  return outcome(
    {
      ...state,
      bootStatus: status,
      firmwareVersion: event.firmwareVersion ?? null,
      sessions: flagged.length > 0 ? sessions : state.sessions,
    },
    {
      reply: { kind: 'boot', status, nowMs, intervalS: facts.heartbeatIntervalS },
      changes,
      reasons: reasonsFor(state, event, flagged.length),
      live: [{ kind: 'station' }, ...flagged.map(({ sessionId }) => ({ kind: 'session' as const, sessionId }))],
    },
  )
}

function reasonsFor(state: StationState, event: Booted, activeSessions: number): Reason[] {
  const { registration, firmwareVersion: before } = state
  const after = event.firmwareVersion ?? null
  return [
    { code: `registration${registration}` },
    ...(state.renewalOnly ? [{ code: 'certificateExpired' }] : []),
    ...(before !== null && before !== after ? [{ code: 'firmwareChanged', data: { before, after } }] : []),
    ...(activeSessions > 0 ? [{ code: 'rebootedMidSession', data: { activeSessions } }] : []),
  ]
}

function rebooted(session: Session, nowMs: number): Session {
  const flags = withFlag(session.flags, { code: 'rebootedMidSession', data: { atMs: nowMs } })
  return flags === session.flags ? session : { ...session, flags }
}

import type { ChargingProfile } from '@stationmaster/ocpp'
import type { MeterSample } from '../energy/meter.ts'
import type { Arrival } from '../energy/vehicle.ts'
import { evseOf, isOnline, type StationContext } from './context.ts'
import { advanceEvse, chargingStateOf, connectVehicle, type Evse, sampleEvse } from './evse.ts'
import { tellNeeds } from './high-level.ts'
import type { TrueSession } from './history.ts'
import { listVerdict } from './local-list.ts'
import type { SessionMoment, SessionReport } from './protocol.ts'
import { mayUse, takeReservation } from './reservation.ts'
import type { Session, StartTrigger, UpdateTrigger } from './session.ts'
import { beginWithProfile, endTransaction, goesBySoc, profiledId } from './smart-charging.ts'
import { reportStatus } from './status-reports.ts'

/** How long contactors and the handshake with the car take. */
const ENERGISE_MS = 3_000
/** The physics is looked at this often when no samples are wanted. */
const UNSAMPLED_STEP_MS = 60_000

/** What begins a session. */
export interface StartRequest {
  readonly idToken: string
  readonly trigger: StartTrigger
  readonly remoteStartId?: number
  /** Holds for the transaction that begins. */
  readonly chargingProfile?: ChargingProfile
}

/** Starts a session on an EVSE with a car at it, or waits for the cable as long as the connection time-out. */
export function beginOrAwaitCable(station: StationContext, evse: Evse, request: StartRequest): void {
  if (evse.charge) {
    startSession(station, evse, request)
    return
  }
  evse.pending?.cancel()
  const cancel = station.scheduler.after(station.settings.number('connectionTimeout') * 1000, () => {
    evse.pending = undefined
    reportStatus(station)
  })
  const { trigger: _, ...kept } = request
  evse.pending = { ...kept, cancel }
  reportStatus(station)
}

/** A car is plugged in. Ignored (false) when the connector is taken or broken. */
export function plugIn(station: StationContext, evse: Evse, arrival: Arrival): boolean {
  if (evse.charge || evse.fault || !evse.operative) return false
  connectVehicle(evse, arrival, station.scheduler.now())
  const pending = evse.pending
  evse.pending = undefined
  if (pending) {
    const { cancel, ...kept } = pending
    cancel()
    startSession(station, evse, {
      ...kept,
      trigger: kept.remoteStartId === undefined ? 'pluggedIn' : 'remoteStart',
    })
  }
  reportStatus(station)
  return true
}

/** The cable is pulled; a running session ends. */
export function unplug(station: StationContext, evse: Evse): void {
  advanceEvse(evse, station.scheduler.now())
  stopSession(station, evse, { kind: 'ended', reason: 'evDisconnected' })
  evse.charge = undefined
  evse.finishing = false
  reportStatus(station)
}

function startSession(station: StationContext, evse: Evse, request: StartRequest): void {
  if (evse.session || station.power === 'off') return
  const sample = sampleEvse(evse, station.scheduler.now(), station.random)
  const reported = station.dice.roll('meter-start-zero') ? { ...sample, registerWh: 0 } : sample
  const session: Session = {
    record: newRecord(station, evse, { idToken: request.idToken, sample: reported }),
    energised: false,
    reportedState: undefined,
    seqNo: 0,
    cancelSampling: () => {},
    ...(request.remoteStartId !== undefined && { remoteStartId: request.remoteStartId }),
  }
  const reservationId = takeReservation(evse)
  if (reservationId !== undefined) session.reservationId = reservationId
  evse.session = session
  evse.finishing = false
  station.history.session(session.record)
  station.statistics.sessionsStarted += 1
  report(station, { evse, session, moment: { kind: 'started', trigger: request.trigger }, sample: reported })
  if (request.chargingProfile) beginWithProfile(station, session.record, request.chargingProfile)
  station.events.emit('sessionStarted', session.record)
  session.cancelSampling = station.scheduler.after(ENERGISE_MS, () => energise(station, evse, session))
  reportStatus(station)
}

function newRecord(
  station: StationContext,
  evse: Evse,
  { idToken, sample }: { idToken: string; sample: MeterSample },
): TrueSession {
  station.sessionCount += 1
  return {
    localId: `${station.options.identity}#${station.sessionCount}`,
    ...(station.protocol.version !== '1.6' && { transactionId: station.random.uuid() }),
    evseId: evse.id,
    connectorId: evse.connectorId,
    idToken,
    startedAtMs: sample.atMs,
    meterStartWh: sample.registerWh,
    trueEnergyWh: 0,
    startAcked: false,
    stopAcked: false,
    dropped: false,
  }
}

function energise(station: StationContext, evse: Evse, session: Session): void {
  advanceEvse(evse, station.scheduler.now())
  session.energised = true
  tellNeeds(station, evse)
  station.limitsChanged()
  scheduleSample(station, evse, session)
  reportChargingState(station, evse)
}

function scheduleSample(station: StationContext, evse: Evse, session: Session): void {
  const intervalMs = station.settings.number('meterInterval') * 1000
  session.cancelSampling = station.scheduler.after(intervalMs || UNSAMPLED_STEP_MS, () => {
    if (intervalMs > 0) reportSample(station, evse, 'periodic')
    else advanceEvse(evse, station.scheduler.now())
    if (goesBySoc(station)) station.limitsChanged()
    reportChargingState(station, evse)
    scheduleSample(station, evse, session)
  })
}

/** Reports a meter reading within the running session. */
export function reportSample(station: StationContext, evse: Evse, trigger: UpdateTrigger): void {
  const { session } = evse
  if (!session) return
  const sample = sampleEvse(evse, station.scheduler.now(), station.random)
  report(station, { evse, session, moment: { kind: 'updated', trigger }, sample })
}

/** Reports a change of charging state, and the status that follows from it. */
export function reportChargingState(station: StationContext, evse: Evse): void {
  const { session } = evse
  if (session && chargingStateOf(evse) !== session.reportedState) {
    reportSample(station, evse, 'chargingState')
    station.limitsChanged()
  }
  reportStatus(station)
}

/** Ends the running session; the reading is dated `atMs`. A station without power ends it when power is back. */
export function stopSession(
  station: StationContext,
  evse: Evse,
  moment: SessionMoment & { kind: 'ended' },
  atMs = station.scheduler.now(),
): void {
  const { session } = evse
  if (!session || station.power === 'off') return
  const sample = { ...sampleEvse(evse, station.scheduler.now(), station.random), atMs }
  session.cancelSampling()
  evse.session = undefined
  evse.finishing = evse.charge !== undefined
  if (evse.charge) evse.charge.powerW = 0
  const { record } = session
  record.stoppedAtMs = atMs
  record.meterStopWh = sample.registerWh
  record.stopReason = moment.reason
  station.statistics.sessionsEnded += 1
  station.statistics.energyWh += record.trueEnergyWh
  report(station, { evse, session, moment, sample })
  if (evse.scheduledOperative !== undefined) {
    evse.operative = evse.scheduledOperative
    evse.scheduledOperative = undefined
  }
  endTransaction(station, profiledId(record))
  station.events.emit('sessionEnded', record)
  reportStatus(station)
}

function report(station: StationContext, sessionReport: SessionReport): void {
  const calls = station.protocol.report(station, sessionReport)
  sessionReport.session.reportedState = chargingStateOf(sessionReport.evse)
  for (const call of calls) station.outbox.enqueue(call)
}

/** Somebody holds a card to the reader: stops the session it started, or asks for a start. */
export async function presentCard(station: StationContext, evse: Evse, idToken: string): Promise<boolean> {
  if (station.power === 'off') return false
  if (evse.session) {
    if (evse.session.record.idToken !== idToken) return false
    stopSession(station, evse, { kind: 'ended', reason: 'local', idToken })
    return true
  }
  if (evse.fault || !evse.operative) return false
  if (!(await isAuthorized(station, idToken)) || evse.session || !mayUse(station, evse, idToken)) return false
  beginOrAwaitCable(station, evse, { idToken, trigger: 'authorized' })
  return true
}

/** Asks the CSMS whether a token may charge; offline the cache and the offline settings decide. */
export async function isAuthorized(station: StationContext, idToken: string): Promise<boolean> {
  const listed = listVerdict(station, idToken)
  if (listed === true && station.settings.flag('localPreAuthorize')) return true
  if (isOnline(station)) {
    const call = station.protocol.authorize(station, idToken)
    const answer = await station.outbox.request(call)
    if (answer.kind === 'result') {
      const verdict = station.protocol.verdict(call.action, answer.payload)
      const accepted = verdict?.accepted === true
      if (verdict?.group !== undefined) station.groups.set(idToken.toLowerCase(), verdict.group)
      if (accepted) station.cache.add(idToken)
      else station.cache.delete(idToken)
      return accepted
    }
    if (answer.kind === 'error') return false
  }
  const { settings, cache } = station
  // 1.6 §3.5.1, 2.x C13: the list goes before the cache, and what it refuses is not unknown.
  if (listed !== undefined && settings.flag('authorizeOffline')) return listed
  return (settings.flag('authorizeOffline') && cache.has(idToken)) || settings.flag('unknownOffline')
}

/** The CSMS refused the token of a running session (1.6 §4.8, 2.x E05). */
export function deauthorize(station: StationContext, session: Session): void {
  const evse = evseOf(station, session.record.evseId)
  station.cache.delete(session.record.idToken)
  if (!evse || evse.session !== session || !station.settings.flag('stopOnInvalid')) return
  stopSession(station, evse, { kind: 'ended', reason: 'deauthorized' })
}

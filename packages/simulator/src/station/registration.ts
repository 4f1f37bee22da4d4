import { validateResponse } from '@stationmaster/ocpp'
import type { Answer } from './call.ts'
import type { BootReason, StationContext } from './context.ts'
import { reportInstalled } from './files/firmware.ts'
import { reportStatus } from './status-reports.ts'

/** Sends a BootNotification; its answer decides what the station may do (1.6 §4.2, 2.x B01–B03). */
export function sendBoot(station: StationContext, reason: BootReason): void {
  station.cancelBootRetry()
  const call = station.protocol.boot(station, reason)
  void station.outbox.request(call).then((answer) => {
    if (answer.kind === 'disconnected') return
    const boot = readBoot(station, answer)
    register(station, boot)
  })
}

interface BootAnswer {
  readonly status: 'Accepted' | 'Pending' | 'Rejected'
  readonly intervalS: number
}

/** A Boot that was not answered properly counts as rejected: the station asks again later. */
function readBoot(station: StationContext, answer: Answer): BootAnswer {
  if (answer.kind !== 'result') return { status: 'Rejected', intervalS: 0 }
  const read = validateResponse({ version: station.protocol.version, action: 'BootNotification' }, answer.payload)
  if (!read.ok) return { status: 'Rejected', intervalS: 0 }
  return { status: read.payload.status, intervalS: read.payload.interval }
}

function register(station: StationContext, { status, intervalS }: BootAnswer): void {
  station.registration = status
  station.events.emit('registered', { status })
  if (status === 'Accepted') {
    if (intervalS > 0) station.settings.set(HEARTBEAT, String(Math.round(intervalS)))
    station.settingChanged(HEARTBEAT.id)
    openForBusiness(station)
    return
  }
  const waitMs = intervalS > 0 ? intervalS * 1000 : station.behaviour.bootRetryMs
  station.cancelBootRetry = station.network.after(waitMs, () => sendBoot(station, station.bootReason))
}

const HEARTBEAT = { id: 'heartbeatInterval', type: 'integer', access: 'readWrite', initial: '300' } as const

/** Accepted: statuses first, then the queue. */
export function openForBusiness(station: StationContext): void {
  if (station.dice.roll('shuffle-queue')) station.outbox.shuffle(station.random)
  for (const call of station.protocol.stationStatusCalls(station)) void station.outbox.request(call)
  reportStatus(station)
  reportInstalled(station)
  station.outbox.open('all')
}

/** Sends one Heartbeat now. */
export function sendHeartbeat(station: StationContext): void {
  void station.outbox.request({ action: 'Heartbeat', payload: {} })
}

import type { Emitter } from '../events.ts'
import type { Random } from '../random.ts'
import type { Cancel, Scheduler } from '../time/scheduler.ts'
import type { StationCertificates } from './certificates/store.ts'
import type { DerControls } from './der-controls.ts'
import type { Display } from './display.ts'
import type { Evse } from './evse.ts'
import type { FaultDice, FaultName } from './faults.ts'
import type { StationFiles } from './files/state.ts'
import type { HistoryRecorder, TrueSession } from './history.ts'
import type { Link } from './link.ts'
import type { LocalList } from './local-list.ts'
import type { Monitors } from './monitors.ts'
import type { Behaviour, StationOptions } from './options.ts'
import type { Outbox } from './outbox.ts'
import type { Protocol } from './protocol.ts'
import type { Settings } from './settings.ts'
import type { SmartCharging } from './smart-charging.ts'
import type { Statistics } from './statistics.ts'
import type { StationTariffs } from './tariffs.ts'
import type { Ways } from './ways.ts'

/** What a station tells whoever watches it. */
export interface StationEvents {
  connected: { readonly attempt: number }
  disconnected: { readonly code: number }
  registered: { readonly status: Registration }
  status: { readonly evseId: number; readonly status: string }
  sessionStarted: TrueSession
  sessionEnded: TrueSession
  fault: { readonly name: FaultName; readonly evseId?: number }
  command: { readonly action: string }
}

export type Registration = 'none' | 'Accepted' | 'Pending' | 'Rejected'

/** Why a station boots. */
export type BootReason = 'powerUp' | 'remoteReset' | 'localReset' | 'firmwareUpdate' | 'triggered'

/** One station's state and its parts; the functions beside this file work on it. */
export interface StationContext {
  readonly options: StationOptions
  readonly behaviour: Behaviour
  /** Clock of the physical world. */
  readonly scheduler: Scheduler
  /** Clock of the network. */
  readonly network: Scheduler
  readonly random: Random
  readonly settings: Settings
  readonly evses: readonly Evse[]
  readonly dice: FaultDice
  readonly events: Emitter<StationEvents>
  readonly history: HistoryRecorder
  readonly statistics: Statistics
  readonly protocol: Protocol
  readonly outbox: Outbox
  readonly link: Link
  readonly ways: Ways
  readonly files: StationFiles
  /** Tokens the CSMS has accepted before. */
  readonly cache: Set<string>
  readonly localList: LocalList
  /** What is watched for the CSMS (2.x). */
  readonly monitors: Monitors
  readonly display: Display
  readonly tariffs: StationTariffs
  /** Groups of tokens that the CSMS has named. Key: token in lower case. */
  readonly groups: Map<string, string>
  /** Started and not stopped. */
  running: boolean
  power: 'on' | 'off'
  /** What the next BootNotification will say. */
  bootReason: BootReason
  registration: Registration
  /** Drops the Boot planned after a Pending or Rejected one. */
  cancelBootRetry: Cancel
  /** Reset (2.x OnIdle) waiting for the last session to end. */
  resetWhenIdle: boolean
  sessionCount: number
  /** Added to the true time: a wrong clock. */
  skewMs: number
  readonly certificates: StationCertificates
  readonly smartCharging: SmartCharging
  /** Support of the grid (2.1). */
  readonly derControls: DerControls
  /** Called after something that limits depend on: profiles, sessions, vehicles. */
  limitsChanged: () => void
  /** Called after the CSMS has set a setting, so that timers follow it. */
  settingChanged: (id: string | undefined) => void
}

/** The station's own idea of the time. */
export function stationTimeMs(station: StationContext): number {
  return station.scheduler.now() + station.skewMs
}

/** An instant of the true clock as the station would write it. */
export function timestamp(station: StationContext, atMs = station.scheduler.now()): string {
  return new Date(atMs + station.skewMs).toISOString()
}

/** The EVSE with an id. */
export function evseOf(station: StationContext, evseId: number): Evse | undefined {
  return station.evses.find((evse) => evse.id === evseId)
}

/** Whether calls other than Boot may go out. */
export function isOnline(station: StationContext): boolean {
  return station.link.connected && station.registration === 'Accepted'
}

import type { OcppVersion } from '@stationmaster/ocpp'
import type { EvseHardware } from '../energy/hardware.ts'
import type { Random } from '../random.ts'
import type { Scheduler } from '../time/scheduler.ts'
import type { FaultRates } from './faults.ts'

/** Connector types by their OCPP 2.x names. */
export type ConnectorType = 'sType2' | 'cType2' | 'cCCS2' | 'cG105'

/** An EVSE of a station to be simulated. */
export interface EvseOptions {
  readonly hardware: EvseHardware
  readonly connectorType?: ConnectorType
  /** Register at the start of the simulation, in Wh. */
  readonly meterStartWh?: number
}

/** How a station's firmware behaves where the standards leave room. */
export interface Behaviour {
  /** Some firmware boots again after every reconnect. Default false. */
  readonly bootOnReconnect: boolean
  /** Vehicles talk ISO 15118 with the station: they tell their needs and choose schedules (2.x). Default false. */
  readonly highLevelCommunication: boolean
  /** Time to wait for an answer of the CSMS. Default 30 s. */
  readonly callTimeoutMs: number
  /** From power off to the first dial. Default 20 s. */
  readonly rebootMs: number
  /** Power loss lasts this long on average. Default 5 min. */
  readonly powerLossMs: number
  /** Wait after a refused Boot without interval. Default 60 s. */
  readonly bootRetryMs: number
  /** Time a firmware image takes to install, before the reboot. Default 30 s. */
  readonly installMs: number
}

/** A station to be simulated. */
export interface StationOptions {
  readonly identity: string
  /** Base URL; the identity is appended: ws://host:port/ocpp → ws://host:port/ocpp/<identity>. */
  readonly url: string
  readonly version: OcppVersion
  readonly evses: readonly EvseOptions[]
  readonly vendor?: string
  readonly model?: string
  readonly serialNumber?: string
  readonly firmwareVersion?: string
  /** HTTP Basic password; no header without one. */
  readonly password?: string
  /** PEM of roots by which it knows the CSMS over wss; installed by InstallCertificate otherwise. */
  readonly csmsRoots?: readonly string[]
  /** Roots in PEM that FTPS servers are checked against; the system's without them. */
  readonly trust?: string
  /** PEM: the root of the CSMS, and the station's own certificate with its key, as set up at the factory. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string }
  /** Where a 1.6 station connects when its SecurityProfile becomes 2 or 3; default: `url` with wss. */
  readonly secureUrl?: string
  /** Values by 1.6 key, 2.x variable name or setting id. */
  readonly settings?: Readonly<Record<string, string>>
  readonly behaviour?: Partial<Behaviour>
  readonly faults?: FaultRates
  /** Clock of everything physical and of the timestamps. */
  readonly scheduler: Scheduler
  /** Clock of sockets: time-outs, retries, reconnects. Default: `scheduler`. */
  readonly network?: Scheduler
  readonly random: Random
  /** Keep every frame and session for later comparison. Default false. */
  readonly history?: boolean
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  bootOnReconnect: false,
  highLevelCommunication: false,
  callTimeoutMs: 30_000,
  rebootMs: 20_000,
  powerLossMs: 300_000,
  bootRetryMs: 60_000,
  installMs: 30_000,
}

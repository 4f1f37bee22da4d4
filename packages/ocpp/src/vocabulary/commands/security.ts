import type { OcppVersion } from '../dialect.ts'

/** How a station proves who it is, and by which way it connects. */
export type SecurityCommand =
  /**
   * A new Basic password: 1.6 AuthorizationKey, 2.x SecurityCtrlr.BasicAuthPassword (A01). 16 to 40 characters; hex
   * digits stand for the bytes of a 1.6 key.
   */
  | { readonly kind: 'setStationPassword'; readonly password: string }
  /** Puts a way to connect into a slot of the station (2.x B09); NetworkConfigurationPriority makes it use it. */
  | { readonly kind: 'setNetworkProfile'; readonly slot: number; readonly profile: NetworkProfile }

export interface NetworkProfile {
  readonly url: string
  readonly securityProfile: number
  readonly interface: NetworkInterface
  /** Seconds to wait for an answer. */
  readonly messageTimeoutS: number
  /** The version to speak there; 2.0.1 needs one and cannot name 2.1. */
  readonly version?: OcppVersion
  readonly transport?: 'JSON' | 'SOAP'
  /** 2.1: the identity and password to use there. */
  readonly identity?: string
  readonly basicAuthPassword?: string
  readonly apn?: NetworkApn
  readonly vpn?: NetworkVpn
}

/** `Any` is of 2.1. */
export type NetworkInterface =
  | 'Wired0'
  | 'Wired1'
  | 'Wired2'
  | 'Wired3'
  | 'Wireless0'
  | 'Wireless1'
  | 'Wireless2'
  | 'Wireless3'
  | 'Any'

export interface NetworkApn {
  readonly apn: string
  readonly authentication: 'CHAP' | 'NONE' | 'PAP' | 'AUTO'
  readonly userName?: string
  readonly password?: string
  readonly simPin?: number
  readonly preferredNetwork?: string
  readonly useOnlyPreferredNetwork?: boolean
}

export interface NetworkVpn {
  readonly server: string
  readonly user: string
  readonly password: string
  readonly key: string
  readonly type: 'IKEv2' | 'IPSec' | 'L2TP' | 'PPTP'
  readonly group?: string
}

import type { StationCertificates } from './certificates/store.ts'
import type { StationOptions } from './options.ts'
import type { Settings } from './settings.ts'

/** One way to reach the CSMS. */
export interface Way {
  readonly url: string
  readonly securityProfile: number
  /** Another password than the station's (2.1 network profiles). */
  readonly password?: string
}

/** What a dial needs; with profile 3 the certificate stands for the password. */
export interface Dial {
  readonly url: string
  readonly password: string | undefined
}

/** The ways a station knows to its CSMS, and which it takes. */
export interface Ways {
  dial(): Dial
  /** A dial did not get through: after some of them the next way is tried (2.x B10.FR.02, 1.6 security A05). */
  failed(): void
  /** The present way leads there. */
  succeeded(): void
  /** A network profile for a slot (2.x B09); false when there is no such slot. */
  store(slot: number, way: Way): boolean
  /** 2.x at a restart: the slots of NetworkConfigurationPriority, in that order. */
  follow(): void
  /** 1.6: SecurityProfile; true when it goes up and the station has what it needs. */
  raise(profile: number): boolean
}

const SLOTS = 4
/** NetworkProfileConnectionAttempts. */
const ATTEMPTS = 3
/** The slot of the way that a station was set up with. */
export const FIRST_SLOT = 1

export interface WayParts {
  readonly options: StationOptions
  readonly settings: Settings
  readonly certificates: () => StationCertificates
}

/** Begins with the way of the options. */
export function createWays({ options, settings, certificates }: WayParts): Ways {
  const first: Way = { url: options.url, securityProfile: settings.number('securityProfile') }
  const slots = new Map<number, Way>([[FIRST_SLOT, first]])
  let order: readonly Way[] = [first]
  let place = 0
  let failures = 0
  const present = () => order[place] ?? first
  return {
    dial() {
      const { url, securityProfile, password } = present()
      return { url, password: securityProfile === 3 ? undefined : (password ?? passwordOf(options, settings)) }
    },
    failed() {
      failures += 1
      if (failures < ATTEMPTS || order.length < 2) return
      failures = 0
      place = (place + 1) % order.length
    },
    succeeded() {
      failures = 0
      settings.force('securityProfile', String(present().securityProfile))
    },
    store(slot, way) {
      if (slot < 0 || slot >= SLOTS) return false
      slots.set(slot, way)
      return true
    },
    follow() {
      const wanted = settings.list('networkPriority').flatMap((slot) => slots.get(Number(slot)) ?? [])
      if (wanted.length === 0) return
      order = wanted
      place = 0
      failures = 0
    },
    raise(profile) {
      const before = present()
      const hasRoots = options.tls?.ca !== undefined || certificates().roots.some(isOfCsms)
      if (profile <= before.securityProfile || profile > 3) return false
      if (profile >= 2 && !hasRoots) return false
      const hasCertificate = options.tls?.cert !== undefined || certificates().own.has('ChargingStationCertificate')
      if (profile === 3 && !hasCertificate) return false
      const url = profile >= 2 ? (options.secureUrl ?? before.url.replace(/^ws:/, 'wss:')) : before.url
      order = [{ url, securityProfile: profile }, before]
      place = 0
      failures = 0
      return true
    },
  }
}

/** The password it was told last, or the one of its set-up. */
function passwordOf(options: StationOptions, settings: Settings): string | undefined {
  return settings.get('password') || options.password
}

function isOfCsms({ type }: StationCertificates['roots'][number]): boolean {
  return type === 'CSMSRootCertificate'
}

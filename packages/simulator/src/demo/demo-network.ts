import type { OcppVersion } from '@stationmaster/ocpp'
import type { DriverProfile } from '../drivers/profiles.ts'
import { type EvseHardware, hardwareOfPower } from '../energy/hardware.ts'
import { createRandom, type Random } from '../random.ts'
import type { FaultRates } from '../station/faults.ts'
import { SITE_PLANS, type SitePlan, type StationGroup } from './demo-sites.ts'

/** A site to be shown. */
export type DemoSite = Omit<SitePlan, 'groups'>

/** An EVSE of a demo station; ids count from 1. */
export interface DemoEvse {
  readonly evseId: number
  readonly hardware: EvseHardware
  readonly powerW: number
  readonly connectorType: 'sType2' | 'cCCS2'
  readonly meterStartWh: number
}

/** A station to be registered and simulated. */
export interface DemoStation {
  readonly identity: string
  readonly siteId: string
  readonly vendor: string
  readonly model: string
  readonly serialNumber: string
  readonly firmwareVersion: string
  readonly version: OcppVersion
  readonly password: string
  readonly drivers: DriverProfile
  /** Of its site. */
  readonly timeZone: string
  readonly evses: readonly DemoEvse[]
  readonly faults: FaultRates
}

/** A card or app token. */
export interface DemoToken {
  readonly idToken: string
  readonly holder: string
  readonly status: 'Accepted' | 'Blocked' | 'Expired'
  /** Cards of one fleet share it. */
  readonly group?: string
}

/** A whole network, as pure data. */
export interface DemoNetwork {
  readonly sites: readonly DemoSite[]
  readonly stations: readonly DemoStation[]
  readonly tokens: readonly DemoToken[]
}

interface Product {
  readonly vendor: string
  readonly model: string
  readonly firmwareVersions: readonly string[]
  readonly fromW: number
  readonly toW: number
  readonly versions: readonly OcppVersion[]
}

/** Fictional vendors and products. */
const PRODUCTS: readonly Product[] = [
  product('Norrvolt', 'Duo 22', ['3.1.4', '3.2.0', '3.2.1'], [11_000, 22_000], ['1.6', '1.6', '2.0.1']),
  product('Elbwerk', 'Stele M2', ['7.10', '7.12'], [11_000, 22_000], ['1.6']),
  product('Amperio', 'Lumen', ['2024.8', '2025.1', '2025.2'], [11_000, 22_000], ['2.0.1', '2.1']),
  product('Kestrel Charge', 'K50', ['1.9.2', '1.9.5'], [24_000, 100_000], ['1.6']),
  product('Voltara', 'Titan HPC', ['5.0.3', '5.1.0'], [100_000, 350_000], ['1.6', '2.0.1', '2.1']),
  product('Granit Energi', 'Rapid 2', ['0.44.1', '0.45.0'], [50_000, 350_000], ['2.0.1', '2.0.1', '2.1']),
]

function product(
  ...[vendor, model, firmwareVersions, [fromW, toW], versions]: [
    string,
    string,
    readonly string[],
    readonly [number, number],
    readonly OcppVersion[],
  ]
): Product {
  return { vendor, model, firmwareVersions, fromW, toW, versions }
}

const TOKENS = 240
const FLEETS = ['Parcel Bees', 'Blue Taxi Circle', 'Moss & Daughters', 'City Works']

/** Small rates, so that over a few hours a little of everything shows up. */
const EVERYDAY_FAULTS: FaultRates = {
  'connector-fault': 0.015,
  'drop-clean': 0.01,
  'drop-abrupt': 0.02,
  offline: 0.008,
  'power-loss': 0.002,
  'slow-response': 0.02,
  'no-response': 0.005,
  'meter-reset': 0.002,
  'meter-start-zero': 0.004,
  'duplicate-send': 0.002,
  'stop-without-id': 0.003,
  'clock-skew': 0.015,
  'seq-zero': 0.015,
  misspelt: 0.04,
}
/** A few boxes are plain bad. */
const TROUBLED_FAULTS: FaultRates = {
  ...EVERYDAY_FAULTS,
  'connector-fault': 0.4,
  'drop-abrupt': 0.6,
  offline: 0.25,
  'power-loss': 0.03,
  'no-response': 0.1,
}
const TROUBLED_SHARE = 0.04

/** The demonstration network: 16 sites and their stations, the same for the same seed. */
export function demoNetwork(seed: string | number = 'demo'): DemoNetwork {
  const random = createRandom(seed)
  return {
    sites: SITE_PLANS.map(({ groups: _groups, ...site }) => site),
    stations: SITE_PLANS.flatMap((site) => siteStations(site, random.fork(site.id))),
    tokens: demoTokens(random.fork('tokens')),
  }
}

function siteStations(site: SitePlan, random: Random): DemoStation[] {
  const stations = site.groups.flatMap((group) => Array.from({ length: group.count }, () => group))
  return stations.map((group, index) => demoStation(site, { group, number: index + 1, random }))
}

function demoStation(
  site: SitePlan,
  { group, number, random }: { readonly group: StationGroup; readonly number: number; readonly random: Random },
): DemoStation {
  const fitting = PRODUCTS.filter(({ fromW, toW }) => group.powerW >= fromW && group.powerW <= toW)
  const chosen = random.pick(fitting)
  const prefix = `${site.country}-${site.city.slice(0, 3).toUpperCase()}-${initials(site.name)}`
  return {
    identity: `${prefix}-${String(number).padStart(2, '0')}`,
    siteId: site.id,
    vendor: chosen.vendor,
    model: chosen.model,
    serialNumber: `${initials(chosen.vendor)}${random.integer(10_000_000, 99_999_999)}`,
    firmwareVersion: random.pick(chosen.firmwareVersions),
    version: random.pick(chosen.versions),
    password: random.uuid().replaceAll('-', '').slice(0, 20),
    drivers: group.powerW >= 24_000 ? 'fast' : site.drivers,
    timeZone: site.timeZone,
    evses: Array.from({ length: group.evses }, (_, index) => demoEvse(index + 1, group.powerW, random)),
    faults: random.chance(TROUBLED_SHARE) ? TROUBLED_FAULTS : EVERYDAY_FAULTS,
  }
}

function demoEvse(evseId: number, powerW: number, random: Random): DemoEvse {
  const hardware = hardwareOfPower(powerW)
  return {
    evseId,
    hardware,
    powerW,
    connectorType: hardware.kind === 'dc' ? 'cCCS2' : 'sType2',
    meterStartWh: random.integer(80_000, 9_000_000),
  }
}

function initials(name: string): string {
  return name
    .split(/\W+/)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase()
}

function demoTokens(random: Random): DemoToken[] {
  return Array.from({ length: TOKENS }, (_, index) => {
    const idToken = Array.from({ length: 7 }, () => random.integer(0, 255).toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase()
    const fleet = index % 3 === 0 ? random.pick(FLEETS) : undefined
    const status = index % 60 === 59 ? 'Blocked' : index % 60 === 29 ? 'Expired' : 'Accepted'
    const holder = fleet ? `${fleet}, car ${index + 1}` : `Driver ${String(index + 1).padStart(3, '0')}`
    return { idToken, holder, status, ...(fleet && { group: fleet }) }
  })
}

import type { DemoNetwork } from '@stationmaster/simulator'
import { FIRST_TENANT } from '../accounts/index.ts'
import { approveBooking, insertBooking } from '../bookings/index.ts'
import type { BookingInput } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import { findStationKey } from '../stations/index.ts'
import type { DemoServices } from './insert-demo-network.ts'

const HOUR_MS = 3_600_000
const BY = 'Stationmaster'

interface DemoStay {
  /** Id of the site in the network. */
  readonly site: string
  readonly contact: string
  /** Hours from the beginning of the past that is played: later than now. */
  readonly hours: readonly [from: number, until: number]
  /** Which station of the site, by its number there; left out: any that fits. */
  readonly station?: number
  readonly needs?: Pick<BookingInput, 'connectorType' | 'minPowerW'>
  readonly isApproved?: boolean
}

/** One that is approved and a request in whose way it is; one for any place, one for tomorrow, one that nothing fits. */
const STAYS: readonly DemoStay[] = [
  { site: 'north-gate', contact: 'Coach of Sample Tours', hours: [6, 8], station: 0, isApproved: true },
  { site: 'harbour-yard', contact: 'Robin Placeholder, van 12', hours: [5, 9], needs: { minPowerW: 11_000 } },
  { site: 'north-gate', contact: 'Kim Specimen, +49 30 000000', hours: [7, 9], station: 0 },
  { site: 'linden-square', contact: 'Example Couriers', hours: [27, 30], station: 1 },
  { site: 'canal-side', contact: 'Truck of Dummy Freight', hours: [30, 31], needs: { minPowerW: 350_000 } },
]

/** Stays that are asked for, so that there is something to decide. */
export async function insertDemoBookings(
  tx: Tx,
  services: DemoServices,
  network: DemoNetwork,
  siteIds: ReadonlyMap<string, string>,
): Promise<void> {
  for (const stay of STAYS) {
    const siteId = siteIds.get(stay.site)
    if (siteId === undefined) throw new Error(`The demo network has no site ${stay.site}.`)
    await insertOne(tx, services, { ...stay, siteId, station: identityOf(network, stay) })
  }
}

function identityOf(network: DemoNetwork, { site, station }: DemoStay): string | null {
  if (station === undefined) return null
  const found = network.stations.filter(({ siteId }) => siteId === site)[station]
  if (found === undefined) throw new Error(`The demo network has too few stations at ${site}.`)
  return found.identity
}

interface PlacedStay extends Omit<DemoStay, 'station'> {
  readonly siteId: string
  readonly station: string | null
}

async function insertOne(tx: Tx, { clock, ids }: DemoServices, stay: PlacedStay): Promise<void> {
  const { siteId, station, contact, needs, isApproved = false } = stay
  const nowMs = clock.nowMs()
  const at = (hours: number) => new Date(Math.ceil(nowMs / HOUR_MS + hours) * HOUR_MS).toISOString()
  const [bookingId, [from, until]] = [ids.next(), stay.hours]
  const stationKey = station === null ? null : ((await findStationKey(tx, FIRST_TENANT, station)) ?? null)
  const place = station === null ? null : { stationId: station, evseId: 1 }
  await insertBooking(tx, {
    ...{ tenantId: FIRST_TENANT, bookingId, stationKey, requestedBy: BY, nowMs },
    ...{ siteId, place, contact, from: at(from), until: at(until), ...needs },
  })
  if (isApproved && stationKey !== null) {
    await approveBooking(tx, { bookingId, by: BY, nowMs }, { stationKey, evseId: 1 })
  }
}

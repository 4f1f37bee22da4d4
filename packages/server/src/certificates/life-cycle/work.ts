import type { StationCertificateUse } from '@stationmaster/ocpp'
import { Rounds } from '../../platform/clock/index.ts'
import { eachAlone } from '../../platform/each-alone.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { Tenants } from '../../tenants/index.ts'
import type { CertificateParts } from '../ports.ts'
import { type AuthorityName, readAuthoritySettings } from '../settings.ts'
import { dropStaleStatuses } from '../status/cache.ts'
import { CERTIFICATE_WORK_SUBJECT } from './answers.ts'
import { deliver } from './deliver.ts'
import { issue } from './issue.ts'
import { Lane } from './lane.ts'
import { askForRenewals } from './renewal.ts'
import { type CertificateRow, type DueWork, takeDue } from './rows.ts'
import { readOverlapsEnded, supersedeOlder } from './usage.ts'

const SWEEP_MS = 2000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

const USES: Readonly<Record<AuthorityName, readonly StationCertificateUse[]>> = {
  station: ['ChargingStationCertificate'],
  v2g: ['V2GCertificate', 'V2G20Certificate'],
}

/** Each authority signs in a lane of its own, so that one which hangs delays neither the other nor what is signed already. */
const LANES: readonly { readonly work: DueWork; readonly atOnce: number }[] = [
  { work: { kind: 'sign', uses: USES.station }, atOnce: 8 },
  { work: { kind: 'sign', uses: USES.v2g }, atOnce: 8 },
  { work: { kind: 'deliver' }, atOnce: 8 },
]

/** Signs, sends, renews and ends stations' certificates; woken by requests, and by itself every two seconds. */
export function startCertificateWork(parts: CertificateParts, tenants: Pick<Tenants, 'all'>): AsyncDisposable {
  const { clock, bus } = parts
  const logger = parts.logger.child({ subsystem: 'certificates' })
  const rounds = new Rounds(clock, logger)
  const ending = new AbortController()
  const lanes = LANES.map((lane) => laneOf({ ...parts, logger }, lane, ending.signal))
  const wake = () => Promise.all(lanes.map((lane) => lane.wake()))
  const ofEach = (work: (tenantId: TenantId) => Promise<void>) =>
    eachAlone(tenants.all(), ({ tenantId }) => work(tenantId))
  rounds.every(SWEEP_MS, 'certificates', wake)
  rounds.every(MINUTE_MS, 'certificate overlaps', () => ofEach((tenantId) => endOverlaps(parts, tenantId)))
  rounds.every(MINUTE_MS, 'certificate renewals', () => ofEach((tenantId) => renew(parts, tenantId)))
  rounds.every(HOUR_MS, 'certificate statuses', () =>
    parts.database.transaction((tx) => dropStaleStatuses(tx, clock.nowMs())),
  )
  const subscription = bus.subscribe(CERTIFICATE_WORK_SUBJECT, () => void wake())
  return {
    async [Symbol.asyncDispose]() {
      subscription.stop()
      await rounds.stop()
      // A service that does not answer must not keep us from ending.
      ending.abort()
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

function laneOf(parts: CertificateParts, { work, atOnce }: (typeof LANES)[number], signal: AbortSignal) {
  const { database, clock, logger } = parts
  return new Lane<CertificateRow>({
    atOnce,
    take: (limit) => database.transaction((tx) => takeDue(tx, work, { limit, nowMs: clock.nowMs() })),
    work: (row) => workOn(parts, row, signal),
    onTrouble: (error) => logger.warn({ err: error }, 'Certificates could not be worked on'),
  })
}

/** One that fails is tried again when its lease is over. */
async function workOn(parts: CertificateParts, row: CertificateRow, signal: AbortSignal): Promise<void> {
  try {
    await (row.state === 'requested' ? issue(parts, row, signal) : deliver(parts, row))
  } catch (error) {
    const { certificateId, stationKey } = row
    parts.logger.error({ err: error, certificateId, stationKey }, 'A certificate could not be worked on')
  }
}

/** Ends what came before a certificate that has been accepted for as long as two may overlap. */
export async function endOverlaps({ database, clock, sealing }: CertificateParts, tenantId: TenantId): Promise<void> {
  const { settings } = await readAuthoritySettings(database.kysely, sealing, { tenantId, name: 'station' })
  const nowMs = clock.nowMs()
  const ended = await readOverlapsEnded(database.kysely, tenantId, nowMs - settings.overlapS * 1000)
  for (const certificateId of ended) await database.transaction((tx) => supersedeOlder(tx, certificateId, nowMs))
}

/** Has stations renew what expires soon, by the rules of each authority. */
export async function renew(parts: CertificateParts, tenantId: TenantId): Promise<void> {
  for (const name of ['station', 'v2g'] as const) {
    const { settings } = await readAuthoritySettings(parts.database.kysely, parts.sealing, { tenantId, name })
    await askForRenewals(parts, { tenantId, uses: USES[name], renewBeforeDays: settings.renewBeforeDays })
  }
}

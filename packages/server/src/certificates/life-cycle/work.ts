import type { StationCertificateUse } from '@stationmaster/ocpp'
import { Rounds } from '../../platform/clock/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { CertificateParts } from '../ports.ts'
import { type AuthorityName, readAuthoritySettings } from '../settings.ts'
import { dropStaleStatuses } from '../status/cache.ts'
import { CERTIFICATE_WORK_SUBJECT } from './answers.ts'
import { deliver } from './deliver.ts'
import { issue } from './issue.ts'
import { askForRenewals } from './renewal.ts'
import { takeDue } from './rows.ts'
import { readOverlapsEnded, supersedeOlder } from './usage.ts'

const SWEEP_MS = 2000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

const USES: Readonly<Record<AuthorityName, readonly StationCertificateUse[]>> = {
  station: ['ChargingStationCertificate'],
  v2g: ['V2GCertificate', 'V2G20Certificate'],
}

/** Signs, sends, renews and ends stations' certificates; woken by requests, and by itself every two seconds. */
export function startCertificateWork(parts: CertificateParts, tenantId: TenantId): AsyncDisposable {
  const { clock, bus } = parts
  const logger = parts.logger.child({ subsystem: 'certificates' })
  const rounds = new Rounds(clock, logger)
  let running: Promise<void> | undefined
  let isWoken = false
  const sweep = async () => {
    do {
      isWoken = false
      await workOff({ ...parts, logger })
    } while (isWoken)
  }
  const wake = (): Promise<void> => {
    isWoken = true
    running ??= sweep()
      .catch((error: unknown) => logger.warn({ err: error }, 'Certificates could not be worked on'))
      .finally(() => {
        running = undefined
      })
    return running
  }
  rounds.every(SWEEP_MS, 'certificates', wake)
  rounds.every(MINUTE_MS, 'certificate overlaps', () => endOverlaps(parts, tenantId))
  rounds.every(MINUTE_MS, 'certificate renewals', () => renew(parts, tenantId))
  rounds.every(HOUR_MS, 'certificate statuses', () =>
    parts.database.transaction((tx) => dropStaleStatuses(tx, clock.nowMs())),
  )
  const subscription = bus.subscribe(CERTIFICATE_WORK_SUBJECT, () => wake())
  return {
    async [Symbol.asyncDispose]() {
      subscription.stop()
      await rounds.stop()
      await running
    },
  }
}

/** One that fails is tried again when its lease is over, and holds up no other. */
async function workOff(parts: CertificateParts): Promise<void> {
  const { database, clock, logger } = parts
  for (const row of await database.transaction((tx) => takeDue(tx, clock.nowMs()))) {
    try {
      await (row.state === 'requested' ? issue(parts, row) : deliver(parts, row))
    } catch (error) {
      const { certificateId, stationKey } = row
      logger.error({ err: error, certificateId, stationKey }, 'A certificate could not be worked on')
    }
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

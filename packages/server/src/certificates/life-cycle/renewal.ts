import type { StationCertificateUse, TriggerableMessage } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import { newCommandId } from '../../stations/commands/own-command.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import type { CertificateParts } from '../ports.ts'

const DAY_MS = 86_400_000
/** A station that did not renew is asked again after a day. */
const ASK_AGAIN_MS = DAY_MS
const AT_ONCE = 100

/** The message that has a station make a new key and request a certificate for it. */
export const SIGNING_TRIGGERS: Readonly<Record<StationCertificateUse, TriggerableMessage>> = {
  ChargingStationCertificate: 'SignChargingStationCertificate',
  V2GCertificate: 'SignV2GCertificate',
  V2G20Certificate: 'SignV2G20Certificate',
}

interface Due {
  readonly certificate_id: string
  readonly station_id: StationKey
  readonly certificate_use: StationCertificateUse
}

/** Asks stations to renew what expires soon, unless a newer certificate is on its way or there. */
export async function askForRenewals(
  parts: CertificateParts,
  scope: {
    readonly tenantId: TenantId
    readonly uses: readonly StationCertificateUse[]
    readonly renewBeforeDays: number
  },
): Promise<void> {
  const { database, clock, commands } = parts
  const { tenantId } = scope
  const nowMs = clock.nowMs()
  const asked = await database.transaction(async (tx) => {
    const due = await takeExpiring(tx, { ...scope, nowMs })
    const questions = due.map((one) => ({ ...one, commandId: newCommandId(parts.ids) }))
    for (const { station_id, certificate_use, commandId } of questions) {
      await commands.store(tx, {
        ...{ tenantId, stationKey: station_id, commandId, nowMs },
        command: { kind: 'triggerMessage', message: SIGNING_TRIGGERS[certificate_use] },
        reason: 'Its certificate expires soon.',
        deadlineAtMs: nowMs + ASK_AGAIN_MS,
      })
    }
    return questions
  })
  await Promise.all(asked.map(({ station_id: stationKey, commandId }) => commands.route({ stationKey, commandId })))
}

async function takeExpiring(
  tx: Tx,
  scope: Parameters<typeof askForRenewals>[1] & { readonly nowMs: number },
): Promise<readonly Due[]> {
  const { tenantId, uses, renewBeforeDays, nowMs } = scope
  const { rows } = await sql<Due>`
    with due as (
      select c.certificate_id from station_certificates c
      where c.tenant_id = ${tenantId} and c.certificate_use = any(${uses}) and c.state in ('accepted', 'active')
        and c.not_after < ${new Date(nowMs + renewBeforeDays * DAY_MS)}
        and (c.renewal_asked_at is null or c.renewal_asked_at < ${new Date(nowMs - ASK_AGAIN_MS)})
        and not exists (select from station_certificates n
          where n.station_id = c.station_id and n.certificate_use = c.certificate_use
            and n.requested_at > c.requested_at and n.state in ('requested', 'issued', 'accepted', 'active'))
      order by c.not_after limit ${AT_ONCE} for update skip locked
    )
    update station_certificates c set renewal_asked_at = ${new Date(nowMs)}
    from due where c.certificate_id = due.certificate_id
    returning c.certificate_id, c.station_id, c.certificate_use`.execute(tx)
  return rows
}

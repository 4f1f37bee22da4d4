import { type Actor, recordAudit } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import { Refusal } from '../../platform/errors.ts'
import { newCommandId } from '../../stations/commands/own-command.ts'
import { type FoundStation, findStation } from '../find-station.ts'
import { revokeIssued } from '../issued.ts'
import { SIGNING_TRIGGERS } from '../life-cycle/renewal.ts'
import type { CertificateParts } from '../ports.ts'
import { CertificateCursor, listFleetCertificates, listStationCertificates, revokeCertificate } from '../queries.ts'

type StationCertificateHandlers = Pick<
  Handlers,
  'listCertificates' | 'listStationCertificates' | 'renewStationCertificate' | 'revokeStationCertificate'
>

const DAY_MS = 86_400_000

export function stationCertificateHandlers(parts: CertificateParts): StationCertificateHandlers {
  const { database, clock } = parts
  return {
    listCertificates: ({ actor, query: { cursor, ...query } }) => {
      const after = placeAfter(cursor, CertificateCursor)
      return listFleetCertificates(database.kysely, actor.tenantId, { ...query, after, nowMs: clock.nowMs() })
    },

    listStationCertificates: async ({ actor, params, query: { cursor, ...query } }) => {
      const { stationKey } = await findStation(database.kysely, actor.tenantId, params.stationId)
      const after = placeAfter(cursor, CertificateCursor)
      return listStationCertificates(database.kysely, stationKey, { ...query, after, nowMs: clock.nowMs() })
    },

    renewStationCertificate: async ({ actor, params, body }) => {
      const station = await findStation(database.kysely, actor.tenantId, params.stationId)
      const commandId = await trigger(parts, actor, { station, use: body.use })
      return { commandId }
    },

    revokeStationCertificate: async ({ actor, params, body }) => {
      const { tenantId } = actor
      const nowMs = clock.nowMs()
      return database.transaction(async (tx) => {
        const revoked = await revokeCertificate(tx, { tenantId, certificateId: params.id }, nowMs)
        if (revoked === undefined) throw new Refusal('certificateNotFound')
        const { item, identity } = revoked
        if (item.fingerprint !== null) {
          await revokeIssued(tx, { tenantId, fingerprint: item.fingerprint }, { reason: body.reason, nowMs })
        }
        const detail = { certificateId: item.id, serialNumber: item.serialNumber, reason: body.reason }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'certificate.revoked', object: identity, detail })
        return item
      })
    },
  }
}

async function trigger(
  parts: CertificateParts,
  actor: Actor,
  { station, use }: { readonly station: FoundStation; readonly use: keyof typeof SIGNING_TRIGGERS },
): Promise<string> {
  const { database, clock, commands } = parts
  const { stationKey, identity } = station
  const commandId = newCommandId(parts.ids)
  const nowMs = clock.nowMs()
  await database.transaction(async (tx) => {
    await commands.store(tx, {
      ...{ tenantId: actor.tenantId, stationKey, commandId, nowMs },
      command: { kind: 'triggerMessage', message: SIGNING_TRIGGERS[use] },
      reason: 'A new certificate was asked for.',
      deadlineAtMs: nowMs + DAY_MS,
    })
    const detail = { commandId, use }
    await recordAudit(tx, actor, { atMs: nowMs, action: 'certificate.renewalRequested', object: identity, detail })
  })
  await commands.route({ stationKey, commandId })
  return commandId
}

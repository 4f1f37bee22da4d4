import { patched, recordAudit } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import { Refusal } from '../../platform/errors.ts'
import { type ContractRow, readContracts, revokeIssued } from '../issued.ts'
import type { CertificateParts } from '../ports.ts'
import { type PlugAndChargeSettings, readPlugAndChargeSettings, type Stored, writeSettings } from '../settings.ts'

type PlugAndChargeHandlers = Pick<
  Handlers,
  'getPlugAndCharge' | 'setPlugAndCharge' | 'listContractCertificates' | 'revokeContractCertificate'
>

export function plugAndChargeHandlers({ database, clock, sealing }: CertificateParts): PlugAndChargeHandlers {
  return {
    getPlugAndCharge: async ({ actor }) =>
      itemOf(await readPlugAndChargeSettings(database.kysely, sealing, actor.tenantId)),

    setPlugAndCharge: async ({ actor, body }) => {
      const { tenantId } = actor
      const { token, ...settings } = body
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        const { settings: before } = await readPlugAndChargeSettings(tx, sealing, tenantId)
        const sealed = token == null ? token : sealing.seal(token)
        await writeSettings(tx, { tenantId, subject: 'plugAndCharge', body: settings, sealed, nowMs })
        const detail = { isSecretChanged: token !== undefined }
        const deed = {
          action: 'plugAndCharge.changed',
          object: settings.provider,
          detail,
          ...patched(before, settings),
        }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      return itemOf(await readPlugAndChargeSettings(database.kysely, sealing, tenantId))
    },

    listContractCertificates: async ({ actor }) => ({
      items: (await readContracts(database.kysely, actor.tenantId)).map(contractOf),
    }),

    revokeContractCertificate: async ({ actor, params, body }) => {
      const { tenantId } = actor
      const nowMs = clock.nowMs()
      return database.transaction(async (tx) => {
        const key = { tenantId, fingerprint: params.fingerprint }
        const [before] = await readContracts(tx, tenantId, params.fingerprint)
        if (before === undefined) throw new Refusal('certificateNotFound')
        await revokeIssued(tx, key, { reason: body.reason, nowMs })
        const detail = { emaid: before.emaid, serialNumber: before.serialNumber, reason: body.reason }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'contract.revoked', object: before.emaid, detail })
        const [after = before] = await readContracts(tx, tenantId, params.fingerprint)
        return contractOf(after)
      })
    },
  }
}

function itemOf({ settings, secret }: Stored<PlugAndChargeSettings>) {
  return { ...settings, hasToken: secret !== undefined }
}

function contractOf(row: ContractRow) {
  const { serialNumber, emaid, fingerprint, revocationReason } = row
  return {
    ...{ serialNumber, emaid, fingerprint, revocationReason },
    issuedAt: instant(row.issuedAt),
    notAfter: instant(row.notAfter),
    revokedAt: instantOrNull(row.revokedAt),
  }
}

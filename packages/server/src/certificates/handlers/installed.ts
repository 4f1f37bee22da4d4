import type { InstalledCertificateType, StationCommand } from '@stationmaster/ocpp'
import type { z } from 'zod'
import { recordAudit } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import type { InstalledCertificate } from '../../contract/index.ts'
import { newCommandId } from '../../stations/commands/own-command.ts'
import { type FoundStation, findStation } from '../find-station.ts'
import { HASH_ALGORITHMS, hashDataKey, hashDataOf } from '../hash-data.ts'
import { type InstalledRow, readInstalled } from '../installed.ts'
import type { CertificateParts } from '../ports.ts'
import { certificatesOf, readRoots } from '../roots.ts'
import { factsOf, readCertificate, type x509 } from '../x509.ts'

type InstalledHandlers = Pick<Handlers, 'listInstalledCertificates' | 'refreshInstalledCertificates'>

const ASK_WITHIN_MS = 3_600_000
/** 1.6 is asked for each by itself; stations without plug & charge refuse the last. */
const QUESTIONS_16: readonly (readonly InstalledCertificateType[])[] = [
  ['CSMSRootCertificate'],
  ['ManufacturerRootCertificate'],
  ['V2GRootCertificate', 'MORootCertificate', 'V2GCertificateChain'],
]

export function installedHandlers(parts: CertificateParts): InstalledHandlers {
  const { database, clock, commands } = parts
  return {
    listInstalledCertificates: async ({ actor, params }) => {
      const { stationKey } = await findStation(database.kysely, actor.tenantId, params.stationId)
      const rows = await readInstalled(database.kysely, stationKey)
      const roots = certificatesOf(await readRoots(database.kysely, actor.tenantId))
      const known = byHashData([...roots, ...rows.flatMap(ownPem)])
      return { items: rows.map((row) => itemOf(row, known.get(hashDataKey(row.hashData)))) }
    },

    refreshInstalledCertificates: async ({ actor, params }) => {
      const station = await findStation(database.kysely, actor.tenantId, params.stationId)
      const { stationKey, identity } = station
      const nowMs = clock.nowMs()
      const questions = questionsFor(station).map((command) => ({ command, commandId: newCommandId(parts.ids) }))
      await database.transaction(async (tx) => {
        for (const { command, commandId } of questions) {
          const reason = 'Its certificates were asked for.'
          const deadlineAtMs = nowMs + ASK_WITHIN_MS
          await commands.store(tx, {
            tenantId: actor.tenantId,
            stationKey,
            commandId,
            command,
            reason,
            nowMs,
            deadlineAtMs,
          })
        }
        const detail = { commandIds: questions.map(({ commandId }) => commandId) }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'certificates.refreshed', object: identity, detail })
      })
      for (const { commandId } of questions) await commands.route({ stationKey, commandId })
      return { commandIds: questions.map(({ commandId }) => commandId) }
    },
  }
}

function questionsFor({ version }: FoundStation): readonly StationCommand[] {
  if (version !== '1.6') return [{ kind: 'getInstalledCertificates' }]
  return QUESTIONS_16.map((types) => ({ kind: 'getInstalledCertificates', types }))
}

function ownPem({ pem }: InstalledRow): readonly x509.X509Certificate[] {
  const read = pem === null ? undefined : readCertificate(pem)
  return read?.ok === true ? [read.certificate] : []
}

/** Certificates by every name that a station may use for them. A sub-CA is named by its issuer's key. */
function byHashData(certificates: readonly x509.X509Certificate[]): ReadonlyMap<string, x509.X509Certificate> {
  const found = new Map<string, x509.X509Certificate>()
  for (const certificate of certificates) {
    for (const issuer of certificates) {
      if (certificate.issuer !== issuer.subject) continue
      for (const algorithm of HASH_ALGORITHMS) {
        found.set(hashDataKey(hashDataOf(certificate, issuer, algorithm)), certificate)
      }
    }
  }
  return found
}

function itemOf(
  row: InstalledRow,
  certificate: x509.X509Certificate | undefined,
): z.infer<typeof InstalledCertificate> {
  const facts = certificate === undefined ? undefined : factsOf(certificate)
  return {
    type: row.type,
    hashData: row.hashData,
    children: [...row.children],
    verdict: verdictOf(row, facts !== undefined),
    subject: facts?.subject ?? null,
    fingerprint: facts?.fingerprint ?? null,
    notAfter: facts === undefined ? null : instant(new Date(facts.notAfterMs)),
    installedAt: instantOrNull(row.installedAt),
    reportedAt: instantOrNull(row.reportedAt),
    missingSince: instantOrNull(row.missingSince),
  }
}

function verdictOf(row: InstalledRow, isKnown: boolean): z.infer<typeof InstalledCertificate>['verdict'] {
  if (row.missingSince !== null) return 'missing'
  if (row.reportedAt === null) return 'unconfirmed'
  return isKnown ? 'confirmed' : 'unknown'
}

import { parseEmaid } from '@stationmaster/ocpp'
import { z } from 'zod'
import { ensureLocalRoots } from '../authority/local-roots.ts'
import { checkCsr } from '../csr.ts'
import { recordIssued } from '../issued.ts'
import type { CertificateParts } from '../ports.ts'
import { chainPem } from '../x509.ts'
import type { ContractProvider } from './provider.ts'

/** What stands for the schema of ISO 15118 where a test car talks to the test provider: JSON in place of EXI. */
export const TEST_SCHEMA = 'urn:stationmaster:test-contract:1'

const VALIDITY_DAYS = 90

const CarRequest = z.object({
  emaid: z.string().max(32),
  /** PKCS #10 of the car's key, PEM; its common name is the eMAID. */
  csr: z.string().max(8000),
})

/**
 * Makes contract certificates for cars that speak the test schema, signed by our own root and entered in its book: the
 * whole way of plug & charge without an ecosystem. Real cars speak EXI; for them a real provider has to be set.
 */
export function testProvider(parts: CertificateParts): ContractProvider {
  return async ({ tenantId, schemaVersion, exiRequest, prioritizedEmaids = [] }) => {
    if (schemaVersion !== TEST_SCHEMA) return { ok: false, reason: 'the test provider speaks only its test schema' }
    const read = CarRequest.safeParse(jsonOf(exiRequest))
    if (!read.success) return { ok: false, reason: 'the request of the car cannot be read' }
    const parsed = parseEmaid(read.data.emaid)
    if (!parsed.ok) return { ok: false, reason: parsed.reason }
    const emaid = parsed.emaid.core + parsed.emaid.checkDigit
    const checked = await checkCsr(read.data.csr, { commonNames: [emaid, parsed.emaid.core], organization: undefined })
    if (!checked.ok) return { ok: false, reason: checked.reason }
    await ensureLocalRoots(parts, tenantId)
    const order = { csr: checked.csr, use: 'ChargingStationCertificate', organization: undefined } as const
    const { root, certificate } = await parts.local.signStation({ ...order, validityDays: VALIDITY_DAYS })
    const nowMs = parts.clock.nowMs()
    await parts.database.transaction((tx) =>
      recordIssued(tx, {
        tenantId,
        authority: `local-${root.type}`,
        kind: 'contract',
        subject: emaid,
        certificate,
        nowMs,
      }),
    )
    const answer = JSON.stringify({ emaid, certificateChain: chainPem([certificate]) })
    const others = prioritizedEmaids.filter((other) => other !== read.data.emaid).length
    return { ok: true, exiResponse: Buffer.from(answer).toString('base64'), remainingContracts: others }
  }
}

function jsonOf(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}

import type { TenantId } from '../../stations/ids.ts'
import { type Responder, respondTo } from '../../stations/responder.ts'
import type { CertificateParts } from '../ports.ts'
import { readPlugAndChargeSettings } from '../settings.ts'
import { checkContract } from './contract-check.ts'
import { httpProvider } from './http-provider.ts'
import type { ContractProvider } from './provider.ts'
import { testProvider } from './test-provider.ts'

/** Longest answer that fits (2.0.1 and the 1.6 convention 5600, 2.1 17,000 characters of base64). */
const LONGEST_RESPONSE = { '1.6': 5600, '2.0.1': 5600, '2.1': 17_000 } as const

/** Answers Get15118EVCertificate by the provider, and Authorize with a contract certificate by its chain and status. */
export function contractResponders(parts: CertificateParts): readonly Responder[] {
  return [
    respondTo('contractCertificateRequested', async ({ tenantId, stationKey, identity, version }, event) => {
      const provide = await providerOf(parts, tenantId)
      const { kind: _, ...request } = event
      const provided = await provide({ ...request, tenantId, stationKey, identity })
      const failure = failureOf(provided, LONGEST_RESPONSE[version])
      const reasons = [{ code: 'contractCertificate', data: { action: event.action, failure: failure ?? null } }]
      if (failure !== undefined || !provided.ok) {
        const reason = { code: 'NoContractCert', sentence: failure ?? '' }
        return { reply: { kind: 'contractCertificate', status: 'Failed', exiResponse: '', reason }, reasons }
      }
      const { exiResponse, remainingContracts } = provided
      const isCounted = version === '2.1' && remainingContracts !== undefined
      const remaining = isCounted ? { remainingContracts } : {}
      return { reply: { kind: 'contractCertificate', status: 'Accepted', exiResponse, ...remaining }, reasons }
    }),
    respondTo('authorization', async ({ tenantId }, { idToken, contract }) => {
      if (contract === undefined) throw new Error('A token alone is decided without a responder.')
      const { certificateStatus, reason } = await checkContract(parts, { tenantId, idToken, contract })
      const status = certificateStatus === 'Accepted' ? 'Accepted' : 'Invalid'
      return { reply: { kind: 'authorization', token: { status }, certificateStatus }, reasons: [reason] }
    }),
  ]
}

function failureOf(provided: Awaited<ReturnType<ContractProvider>>, longest: number): string | undefined {
  if (!provided.ok) return provided.reason
  return provided.exiResponse.length > longest ? 'the answer of the provider is too long' : undefined
}

async function providerOf(parts: CertificateParts, tenantId: TenantId): Promise<ContractProvider> {
  const { settings, secret } = await readPlugAndChargeSettings(parts.database.kysely, parts.sealing, tenantId)
  const { provider, url, tlsRoot } = settings
  if (provider === 'test') return testProvider(parts)
  if (provider === 'http' && url !== null) return httpProvider({ url, tlsRoot, token: secret })
  return () => Promise.resolve({ ok: false, reason: 'no provider of contract certificates is set' })
}

import { z } from 'zod'
import { ask } from '../outgoing.ts'
import type { ContractProvider, ContractRequest } from './provider.ts'

/** Less than a station waits for us. */
const TIMEOUT_MS = 15_000
const MAX_BYTES = 131_072

const ProviderAnswer = z.object({
  status: z.enum(['Accepted', 'Failed']),
  exiResponse: z.base64().max(17_000).default(''),
  remainingContracts: z.int().min(0).optional(),
  reason: z.string().max(500).optional(),
})

/** Hands requests to a service: a POST of JSON with the fields of OCPP, answered in kind. */
export function httpProvider(service: {
  readonly url: string
  readonly tlsRoot: string | null
  readonly token: string | undefined
}): ContractProvider {
  return async (request) => {
    const received = await ask({
      url: service.url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(service.token === undefined ? {} : { authorization: `Bearer ${service.token}` }),
      },
      body: JSON.stringify(bodyOf(request)),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      tlsRoot: service.tlsRoot ?? undefined,
    })
    if (!received.ok) return { ok: false, reason: `the provider cannot be reached: ${received.reason}` }
    if (received.status !== 200) return { ok: false, reason: `the provider answers with status ${received.status}` }
    const answer = ProviderAnswer.safeParse(jsonOf(received.body))
    if (!answer.success) return { ok: false, reason: 'the answer of the provider cannot be read' }
    const { status, exiResponse, remainingContracts, reason } = answer.data
    if (status === 'Failed') return { ok: false, reason: reason ?? 'the provider has no certificate for this car' }
    return { ok: true, exiResponse, ...(remainingContracts === undefined ? {} : { remainingContracts }) }
  }
}

function bodyOf(request: ContractRequest) {
  return {
    stationId: request.identity,
    action: request.action,
    iso15118SchemaVersion: request.schemaVersion,
    exiRequest: request.exiRequest,
    maximumContractCertificateChains: request.mostChains,
    prioritizedEMAIDs: request.prioritizedEmaids,
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

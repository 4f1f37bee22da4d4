import { validateResponse } from '@stationmaster/ocpp'
import { certificateCall, innerAnswer } from '../../protocol/certificate-calls.ts'
import type { StationContext } from '../context.ts'
import type { Evse } from '../evse.ts'
import { beginOrAwaitCable } from '../session-flow.ts'
import { hashDataOf, ocspUrlOf, readPem, requestKey } from './x509.ts'

/** What stands for the schema of ISO 15118 where a simulated car talks to a test provider: JSON in place of EXI. */
const TEST_SCHEMA = 'urn:stationmaster:test-contract:1'

/** A contract that a car holds. */
export interface Contract {
  readonly emaid: string
  /** PEM, the contract's own certificate first. */
  readonly chain: string
}

/** What the CSMS said to a contract. */
export interface ContractAnswer {
  readonly status: string
  readonly certificateStatus: string | undefined
}

/** The car asks for its contract through the station (Get15118EVCertificate, 2.x M01 and M02); undefined when it gets none. */
export async function requestContract(
  station: StationContext,
  emaid: string,
  action: 'Install' | 'Update' = 'Install',
): Promise<Contract | undefined> {
  const { csr } = await requestKey({ commonName: emaid, organization: '' })
  const exiRequest = Buffer.from(JSON.stringify({ emaid, csr })).toString('base64')
  const payload = { iso15118SchemaVersion: TEST_SCHEMA, action, exiRequest }
  const answer = await station.outbox.request(certificateCall(station, 'Get15118EVCertificate', payload))
  const version = station.protocol.version === '2.1' ? '2.1' : '2.0.1'
  const read = validateResponse({ version, action: 'Get15118EVCertificate' }, innerAnswer(answer))
  if (!read.ok || read.payload.status !== 'Accepted') return undefined
  return readContract(read.payload.exiResponse)
}

/** The car shows its contract: the whole chain, or only its hashes when the station has verified the chain (2.x C07). */
export async function authorizeContract(
  station: StationContext,
  contract: Contract,
  how: 'chain' | 'hashes',
): Promise<ContractAnswer> {
  const shown =
    how === 'chain' ? { certificate: contract.chain } : { iso15118CertificateHashData: ocspData(station, contract) }
  const payload = { idToken: { idToken: contract.emaid, type: 'eMAID' }, ...shown }
  const answer = await station.outbox.request(certificateCall(station, 'Authorize', payload))
  const version = station.protocol.version === '2.1' ? '2.1' : '2.0.1'
  const read = validateResponse({ version, action: 'Authorize' }, innerAnswer(answer))
  if (!read.ok) return { status: 'Invalid', certificateStatus: undefined }
  return { status: read.payload.idTokenInfo.status, certificateStatus: read.payload.certificateStatus }
}

/** Plug & charge: starts a session when contract and certificate are both good. False when not. */
export async function presentContract(station: StationContext, evse: Evse, contract: Contract): Promise<boolean> {
  const { status, certificateStatus } = await authorizeContract(station, contract, 'chain')
  if (status !== 'Accepted' || certificateStatus !== 'Accepted') return false
  beginOrAwaitCable(station, evse, { idToken: contract.emaid, trigger: 'authorized' })
  return true
}

/** Each certificate of the chain whose issuer is known, with who tells its status. */
function ocspData({ certificates }: StationContext, contract: Contract) {
  const chain = readPem(contract.chain) ?? []
  return chain.flatMap((certificate, index) => {
    const issuer =
      chain[index + 1] ?? certificates.roots.find((root) => certificate.checkIssued(root.certificate))?.certificate
    const responderURL = ocspUrlOf(certificate)
    if (issuer === undefined || responderURL === undefined) return []
    return [{ ...hashDataOf(certificate, issuer, 'SHA256'), responderURL }]
  })
}

function readContract(exiResponse: string): Contract | undefined {
  const read: unknown = JSON.parse(Buffer.from(exiResponse, 'base64').toString('utf8'))
  if (typeof read !== 'object' || read === null || !('emaid' in read) || !('certificateChain' in read)) return undefined
  const { emaid, certificateChain: chain } = read
  return typeof emaid === 'string' && typeof chain === 'string' ? { emaid, chain } : undefined
}

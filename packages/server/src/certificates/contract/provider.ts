import type { ContractCertificateRequested } from '@stationmaster/ocpp'
import type { StationKey, TenantId } from '../../stations/ids.ts'

/** A car's request for its contract certificate, as the station handed it on. */
export interface ContractRequest extends Omit<ContractCertificateRequested, 'kind'> {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly identity: string
}

export type ProvidedContract =
  | { readonly ok: true; readonly exiResponse: string; readonly remainingContracts?: number }
  | { readonly ok: false; readonly reason: string }

/** Who makes contract certificates: a service of the plug & charge ecosystem, or the built-in one for tests. */
export type ContractProvider = (request: ContractRequest) => Promise<ProvidedContract>

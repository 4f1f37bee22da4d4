import type { CertificateHashData, OcspQuestion, StationCertificateUse } from '../certificate.ts'

/** What stations ask about certificates; the reply is found outside the station's own state. */
export type CertificateEvent =
  | CertificateRequested
  | CertificateStatusRequested
  | ChainStatusRequested
  | ContractCertificateRequested

/** SignCertificate. */
export interface CertificateRequested {
  readonly kind: 'certificateRequested'
  /** PKCS #10, PEM or bare base64. */
  readonly csr: string
  readonly use: StationCertificateUse
  /** 2.1: given back with the certificate. */
  readonly requestId?: number
  /** 2.1: the root under which the certificate shall stand. */
  readonly root?: CertificateHashData
}

/** GetCertificateStatus. */
export interface CertificateStatusRequested {
  readonly kind: 'certificateStatusRequested'
  readonly question: OcspQuestion
}

/** One line of GetCertificateChainStatus (2.1). */
export interface ChainStatusQuestion {
  readonly hashData: CertificateHashData
  readonly source: 'CRL' | 'OCSP'
  readonly urls: readonly string[]
}

export interface ChainStatusRequested {
  readonly kind: 'chainStatusRequested'
  readonly questions: readonly ChainStatusQuestion[]
}

/** Get15118EVCertificate: what the car says is handed on as it is. */
export interface ContractCertificateRequested {
  readonly kind: 'contractCertificateRequested'
  readonly action: 'Install' | 'Update'
  readonly schemaVersion: string
  /** EXI in base64. */
  readonly exiRequest: string
  /** 2.1, ISO 15118-20. */
  readonly mostChains?: number
  readonly prioritizedEmaids?: readonly string[]
}

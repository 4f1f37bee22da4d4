import type { CertificateHashData } from '../certificate.ts'

/** Answers about certificates, each to the question of its name. */
export type CertificateReply = SigningReply | CertificateStatusReply | ChainStatusReply | ContractCertificateReply

/** Why something is refused: a code of at most 20 characters and a sentence (2.x StatusInfo). */
export interface ReplyReason {
  readonly code: string
  readonly sentence: string
}

/** Answer to SignCertificate; the certificate follows by itself. */
export interface SigningReply {
  readonly kind: 'signing'
  readonly status: 'Accepted' | 'Rejected'
  readonly reason?: ReplyReason
}

/** Answer to GetCertificateStatus. */
export interface CertificateStatusReply {
  readonly kind: 'certificateStatus'
  /** The OCSP response, DER in base64; absent when none was to be had. */
  readonly ocspResult?: string
  readonly reason?: ReplyReason
}

export type ChainStatus = 'Good' | 'Revoked' | 'Unknown' | 'Failed'

/** Answer to GetCertificateChainStatus (2.1), in the order of the questions. */
export interface ChainStatusReply {
  readonly kind: 'chainStatus'
  readonly statuses: readonly {
    readonly hashData: CertificateHashData
    readonly source: 'CRL' | 'OCSP'
    readonly status: ChainStatus
    readonly nextUpdateMs: number
  }[]
}

/** Answer to Get15118EVCertificate. */
export interface ContractCertificateReply {
  readonly kind: 'contractCertificate'
  readonly status: 'Accepted' | 'Failed'
  /** EXI in base64. */
  readonly exiResponse: string
  /** 2.1: contracts that did not fit. */
  readonly remainingContracts?: number
  readonly reason?: ReplyReason
}

import type { ContractCertificateStatus } from './certificate.ts'
import type { CertificateReply } from './replies/certificates.ts'
import type { ChargingReply } from './replies/charging.ts'
import type { DeviceReply } from './replies/device.ts'
import type { PaymentReply } from './replies/payment.ts'
import type { AuthorizationStatus, RegistrationStatus } from './status.ts'

/** What the CSMS answers; the dialect writes it in the station's version. */
export type StationReply =
  | BootReply
  | HeartbeatReply
  | AuthorizationReply
  | TransactionReply
  | DataTransferReply
  | EmptyReply
  | RefusedReply
  | CertificateReply
  | ChargingReply
  | DeviceReply
  | PaymentReply

export interface BootReply {
  readonly kind: 'boot'
  readonly status: RegistrationStatus
  readonly nowMs: number
  readonly intervalS: number
}

export interface HeartbeatReply {
  readonly kind: 'heartbeat'
  readonly nowMs: number
}

/** Answer about one id token (idTagInfo / idTokenInfo). */
export interface TokenInfo {
  readonly status: AuthorizationStatus
  /** Epoch ms after which the station must ask again. */
  readonly cacheExpiryMs?: number
  readonly groupIdToken?: { readonly value: string; readonly type: string }
}

export interface AuthorizationReply {
  readonly kind: 'authorization'
  readonly token: TokenInfo
  /** 2.x, when a contract certificate was presented. */
  readonly certificateStatus?: ContractCertificateStatus
}

/** Answer to TransactionEvent, StartTransaction (needs transactionId) and StopTransaction. */
export interface TransactionReply {
  readonly kind: 'transaction'
  /** 1.6 StartTransaction only. */
  readonly transactionId?: number
  readonly token?: TokenInfo
  /** 2.x running cost in the tenant's currency, when known. */
  readonly totalCost?: number
}

export interface DataTransferReply {
  readonly kind: 'dataTransfer'
  readonly status: 'Accepted' | 'Rejected' | 'UnknownMessageId' | 'UnknownVendorId'
  readonly data?: unknown
}

/** The empty confirmation; where an action's answer has to say something, the smallest valid one, which says no. */
export interface EmptyReply {
  readonly kind: 'empty'
}

/** Answered with a CALLERROR. */
export interface RefusedReply {
  readonly kind: 'refused'
  readonly code: 'SecurityError' | 'NotImplemented' | 'NotSupported' | 'InternalError' | 'PropertyConstraintViolation'
  readonly description: string
}

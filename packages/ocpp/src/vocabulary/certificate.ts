/** A certificate as OCPP names it (2.x CertificateHashDataType): hashes in lower-case hex. */
export interface CertificateHashData {
  readonly hashAlgorithm: 'SHA256' | 'SHA384' | 'SHA512'
  readonly issuerNameHash: string
  readonly issuerKeyHash: string
  /** Hex without leading zeros. */
  readonly serialNumber: string
}

/** What a station's own certificate is for: its connection to us, or the car's to it (ISO 15118-2, -20). 1.6 has the first. */
export type StationCertificateUse = 'ChargingStationCertificate' | 'V2GCertificate' | 'V2G20Certificate'

/** Roots that can be installed on a station. 1.6 calls CSMSRootCertificate CentralSystemRootCertificate. */
export type RootCertificateType =
  | 'CSMSRootCertificate'
  | 'ManufacturerRootCertificate'
  | 'V2GRootCertificate'
  | 'MORootCertificate'
  | 'OEMRootCertificate'

export type InstalledCertificateType = RootCertificateType | 'V2GCertificateChain'

/** One certificate that a station says it holds, with the sub-CAs below it. */
export interface InstalledCertificate {
  readonly type: InstalledCertificateType
  readonly hashData: CertificateHashData
  readonly children: readonly CertificateHashData[]
}

/** A certificate whose status is asked for, and who can tell it (2.x OCSPRequestDataType). */
export interface OcspQuestion extends CertificateHashData {
  readonly responderUrl: string
}

/** A contract certificate as presented: the chain when the station leaves its check to us, the OCSP data when not. */
export interface ContractCertificate {
  /** PEM, the contract's own first. */
  readonly chain?: string
  readonly questions?: readonly OcspQuestion[]
}

/** What is found about a contract certificate (2.x AuthorizeCertificateStatusEnumType). */
export type ContractCertificateStatus =
  | 'Accepted'
  | 'SignatureError'
  | 'CertificateExpired'
  | 'CertificateRevoked'
  | 'NoCertificateAvailable'
  | 'CertChainError'
  | 'ContractCancelled'

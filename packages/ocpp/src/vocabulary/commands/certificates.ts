import type {
  CertificateHashData,
  InstalledCertificateType,
  RootCertificateType,
  StationCertificateUse,
} from '../certificate.ts'

/** The keys and certificates that a station holds. 1.6 has what serves plug & charge by a convention over DataTransfer. */
export type CertificateCommand =
  /** CertificateSigned: the answer to a signing request of the station. */
  | {
      readonly kind: 'sendCertificate'
      /** PEM, the station's own certificate first, the root left out. */
      readonly chain: string
      readonly use: StationCertificateUse
      /** 2.1: that of the request. */
      readonly requestId?: number
    }
  | { readonly kind: 'installCertificate'; readonly type: RootCertificateType; readonly certificate: string }
  | {
      readonly kind: 'deleteCertificate'
      readonly hashData: CertificateHashData
      /** What it is, where known: 1.6 keeps those of plug & charge apart. */
      readonly type?: InstalledCertificateType
    }
  /** All types when none is named; 1.6 is asked for one at a time. */
  | { readonly kind: 'getInstalledCertificates'; readonly types?: readonly InstalledCertificateType[] }

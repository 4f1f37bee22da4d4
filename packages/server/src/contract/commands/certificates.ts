import { z } from 'zod'

const hex = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[0-9a-fA-F]+$/, 'must be hexadecimal')

/** A certificate as OCPP names it. */
export const CertificateHashData = z.strictObject({
  hashAlgorithm: z.enum(['SHA256', 'SHA384', 'SHA512']),
  issuerNameHash: hex(128),
  issuerKeyHash: hex(128),
  serialNumber: hex(40),
})

export const RootCertificateType = z.enum([
  'CSMSRootCertificate',
  'ManufacturerRootCertificate',
  'V2GRootCertificate',
  'MORootCertificate',
  'OEMRootCertificate',
])
export const InstalledCertificateType = z.enum([...RootCertificateType.options, 'V2GCertificateChain'])
export const StationCertificateUse = z.enum(['ChargingStationCertificate', 'V2GCertificate', 'V2G20Certificate'])

/** One certificate in PEM, without a private key. */
export const CertificatePem = z
  .string()
  .trim()
  .max(10_000)
  .regex(/^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----$/, 'must be one certificate in PEM')

/** The certificates that a station holds. Its own come about by triggerMessage and SignCertificate. */
export const CERTIFICATES_COMMANDS = [
  z.strictObject({
    kind: z.literal('installCertificate'),
    type: RootCertificateType,
    certificate: CertificatePem,
  }),
  z.strictObject({
    kind: z.literal('deleteCertificate'),
    hashData: CertificateHashData,
    /** What it is, where known: needed for those of plug & charge on OCPP 1.6. */
    type: InstalledCertificateType.optional(),
  }),
  z.strictObject({
    kind: z.literal('getInstalledCertificates'),
    /** All when left out; OCPP 1.6 is asked for one at a time. */
    types: z.array(InstalledCertificateType).min(1).max(6).optional(),
  }),
  z.strictObject({
    kind: z.literal('sendCertificate'),
    /** PEM, the station's own certificate first, the root left out: one that was signed elsewhere. */
    chain: z
      .string()
      .trim()
      .min(1)
      .max(10_000)
      .regex(/-----BEGIN CERTIFICATE-----/, 'must be certificates in PEM'),
    use: StationCertificateUse.default('ChargingStationCertificate'),
  }),
] as const

/** The versions of OCPI whose tariffs and CDRs are read and written. */
export const OCPI_VERSIONS = ['2.2.1', '2.3.0'] as const
export type OcpiVersion = (typeof OCPI_VERSIONS)[number]

import type { Handlers } from '../api/handler.ts'
import { authorityHandlers } from './handlers/authorities.ts'
import { installedHandlers } from './handlers/installed.ts'
import { plugAndChargeHandlers } from './handlers/plug-and-charge.ts'
import { rootHandlers } from './handlers/roots.ts'
import { stationCertificateHandlers } from './handlers/station-certificates.ts'
import type { CertificateParts } from './ports.ts'

type CertificateOperation =
  | keyof ReturnType<typeof authorityHandlers>
  | keyof ReturnType<typeof installedHandlers>
  | keyof ReturnType<typeof plugAndChargeHandlers>
  | keyof ReturnType<typeof rootHandlers>
  | keyof ReturnType<typeof stationCertificateHandlers>

/** Every handler of this module. */
export function certificateHandlers(parts: CertificateParts): Pick<Handlers, CertificateOperation> {
  return {
    ...stationCertificateHandlers(parts),
    ...installedHandlers(parts),
    ...rootHandlers(parts),
    ...authorityHandlers(parts),
    ...plugAndChargeHandlers(parts),
  }
}

import type { Handlers } from '../api/handler.ts'
import type { CertificateParts } from './ports.ts'
import { authorityHandlers } from './routes/authorities.ts'
import { installedHandlers } from './routes/installed.ts'
import { plugAndChargeHandlers } from './routes/plug-and-charge.ts'
import { rootHandlers } from './routes/roots.ts'
import { stationCertificateHandlers } from './routes/station-certificates.ts'

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

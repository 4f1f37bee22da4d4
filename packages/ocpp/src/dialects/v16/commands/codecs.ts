import type { CommandCodecs } from '../../codec.ts'
import { ACCESS_CODECS_16 } from './access.ts'
import { CERTIFICATE_CODECS_16 } from './certificates.ts'
import { CHARGING_CODECS_16 } from './charging.ts'
import { CORE_CODECS_16 } from './core.ts'
import { DEVICE_CODECS_16 } from './device.ts'
import { FILES_CODECS_16 } from './files.ts'
import { PAYMENT_CODECS_16 } from './payment.ts'
import { SECURITY_CODECS_16 } from './security.ts'

/** Every command as 1.6 asks for it, block by block. */
export const CODECS_16: CommandCodecs = {
  ...CORE_CODECS_16,
  ...ACCESS_CODECS_16,
  ...PAYMENT_CODECS_16,
  ...FILES_CODECS_16,
  ...CERTIFICATE_CODECS_16,
  ...CHARGING_CODECS_16,
  ...DEVICE_CODECS_16,
  ...SECURITY_CODECS_16,
}

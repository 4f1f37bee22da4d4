import type { CommandCodecs } from '../../codec.ts'
import type { Version2 } from '../version.ts'
import { accessCodecs2 } from './access.ts'
import { certificateCodecs2 } from './certificates.ts'
import { chargingCodecs2 } from './charging.ts'
import { coreCodecs2 } from './core.ts'
import { deviceCodecs2 } from './device.ts'
import { filesCodecs2 } from './files.ts'
import { paymentCodecs2 } from './payment.ts'
import { securityCodecs2 } from './security.ts'

/** Every command as 2.x asks for it, block by block. */
export function codecs2(version: Version2): CommandCodecs {
  return {
    ...coreCodecs2(version),
    ...accessCodecs2(version),
    ...paymentCodecs2(version),
    ...filesCodecs2(version),
    ...certificateCodecs2(version),
    ...chargingCodecs2(version),
    ...deviceCodecs2(version),
    ...securityCodecs2(version),
  }
}

import type { Dialect } from '../../vocabulary/dialect.ts'
import { decodeCall } from '../decoding.ts'
import { CODECS_16 } from './commands/codecs.ts'
import { DECODERS_16 } from './decode.ts'
import { plugAndChargeResponse } from './plug-and-charge.ts'
import { encodeReply16 } from './reply.ts'

/** OCPP 1.6 with its security extension. */
export const v16: Dialect = {
  version: '1.6',
  decodeCall: (action, payload, options) =>
    decodeCall('1.6', DECODERS_16, { action, payload, strict: options?.strict === true }),
  encodeReply: (action, event, reply) => plugAndChargeResponse(action, event, reply) ?? encodeReply16(action, reply),
  encodeCommand: (command) => CODECS_16[command.kind].encode(command),
  decodeAnswer: (command, payload) => CODECS_16[command.kind].answer(payload),
}

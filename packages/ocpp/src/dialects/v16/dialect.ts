import type { Dialect } from '../../vocabulary/dialect.ts'
import { decodeCall } from '../decoding.ts'
import { decodeAnswer16 } from './answer.ts'
import { encodeCommand16 } from './command.ts'
import { DECODERS_16 } from './decode.ts'
import { encodeReply16 } from './reply.ts'

/** OCPP 1.6 with its security extension. */
export const v16: Dialect = {
  version: '1.6',
  decodeCall: (action, payload, options) =>
    decodeCall('1.6', DECODERS_16, { action, payload, strict: options?.strict === true }),
  encodeReply: (action, _event, reply) => encodeReply16(action, reply),
  encodeCommand: encodeCommand16,
  decodeAnswer: decodeAnswer16,
}

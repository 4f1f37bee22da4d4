import type { Dialect } from '../../vocabulary/dialect.ts'
import { decodeCall } from '../decoding.ts'
import { codecs2 } from './commands/codecs.ts'
import { decoders2 } from './decode.ts'
import { encodeReply2 } from './reply.ts'
import type { Version2 } from './version.ts'

/** OCPP 2.0.1. */
export const v201 = dialect2('2.0.1')

/** OCPP 2.1. */
export const v21 = dialect2('2.1')

function dialect2(version: Version2): Dialect {
  const decoders = decoders2(version)
  const codecs = codecs2(version)
  return {
    version,
    decodeCall: (action, payload, options) =>
      decodeCall(version, decoders, { action, payload, strict: options?.strict === true }),
    encodeReply: encodeReply2,
    encodeCommand: (command) => codecs[command.kind].encode(command),
    decodeAnswer: (command, payload) => codecs[command.kind].answer(payload),
  }
}

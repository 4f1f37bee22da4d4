import type { OcppVersion } from '../vocabulary/dialect.ts'

/** Why a message is refused, in one spelling for all versions (OCPP-J 2.x part 4 §4.3). */
export type RpcErrorCode =
  | 'FormatViolation'
  | 'GenericError'
  | 'InternalError'
  | 'MessageTypeNotSupported'
  | 'NotImplemented'
  | 'NotSupported'
  | 'OccurrenceConstraintViolation'
  | 'PropertyConstraintViolation'
  | 'ProtocolError'
  | 'RpcFrameworkError'
  | 'SecurityError'
  | 'TypeConstraintViolation'

/** Codes that 1.6 spells otherwise or does not have (OCPP-J 1.6 §4.2.3). */
const IN_OCPP_16: ReadonlyMap<string, string> = new Map<RpcErrorCode, string>([
  ['FormatViolation', 'FormationViolation'],
  ['OccurrenceConstraintViolation', 'OccurenceConstraintViolation'],
  ['RpcFrameworkError', 'GenericError'],
  ['MessageTypeNotSupported', 'ProtocolError'],
])

const FROM_WIRE: ReadonlyMap<string, RpcErrorCode> = new Map<string, RpcErrorCode>([
  ['FormationViolation', 'FormatViolation'],
  ['OccurenceConstraintViolation', 'OccurrenceConstraintViolation'],
  ...(
    [
      'FormatViolation',
      'GenericError',
      'InternalError',
      'MessageTypeNotSupported',
      'NotImplemented',
      'NotSupported',
      'OccurrenceConstraintViolation',
      'PropertyConstraintViolation',
      'ProtocolError',
      'RpcFrameworkError',
      'SecurityError',
      'TypeConstraintViolation',
    ] as const
  ).map((code) => [code, code] as const),
])

/** The text of an error code on the wire of a version. */
export function errorCodeOnWire(version: OcppVersion, code: RpcErrorCode): string {
  return version === '1.6' ? (IN_OCPP_16.get(code) ?? code) : code
}

/** Reads an error code in any version's spelling; a code that no version knows reads as GenericError. */
export function readErrorCode(text: string): RpcErrorCode {
  return FROM_WIRE.get(text) ?? 'GenericError'
}

import type { ErrorObject, ValidateFunction } from 'ajv'
import type { RpcErrorCode } from '../framing/error-code.ts'
import type { Refusal } from './result.ts'

const CODE_OF_KEYWORD: ReadonlyMap<string, RpcErrorCode> = new Map<string, RpcErrorCode>([
  ['required', 'OccurrenceConstraintViolation'],
  ['minItems', 'OccurrenceConstraintViolation'],
  ['maxItems', 'OccurrenceConstraintViolation'],
  ['type', 'TypeConstraintViolation'],
  ['additionalProperties', 'FormatViolation'],
])

/** The error code for a violated schema keyword (part 4 §4.3). */
export function codeOfKeyword(keyword: string): RpcErrorCode {
  return CODE_OF_KEYWORD.get(keyword) ?? 'PropertyConstraintViolation'
}

/** Turns what the validator found first (it stops there) into an answer that names field and rule. */
export function describeError(validate: Pick<ValidateFunction, 'errors'>): Refusal {
  const error = validate.errors?.[0]
  if (error === undefined) return { ok: false, code: 'FormatViolation', description: 'payload does not fit the schema' }
  return { ok: false, code: codeOfKeyword(error.keyword), description: sentence(error, error.instancePath.slice(1)) }
}

function sentence(error: ErrorObject, field: string): string {
  const { keyword, params } = error
  const at = (name: unknown): string => (field === '' ? String(name) : `${field}/${String(name)}`)
  switch (keyword) {
    case 'required':
      return `${at(params['missingProperty'])} is required`
    case 'additionalProperties':
      return `${at(params['additionalProperty'])} is not a field of this message`
    case 'enum':
      return `${field} is not one of the allowed values`
    default:
      return `${field === '' ? 'payload' : field} ${error.message ?? `violates ${keyword}`}`
  }
}

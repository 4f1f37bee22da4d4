// Deep imports: the package's own index compiles every schema of every version when it is loaded (about 1.5 s).
import * as schemas16 from 'typed-ocpp/dist/ocpp16/schemas.js'
import * as schemas201 from 'typed-ocpp/dist/ocpp20/schemas.js'
import * as schemas21 from 'typed-ocpp/dist/ocpp21/schemas.js'
import type { OcppVersion } from '../vocabulary/dialect.ts'
import { actionsOf } from './actions.ts'

/** The keywords that the schemas of the three versions use. */
export interface Schema {
  readonly $ref?: string
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean'
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly enum?: readonly string[]
  readonly maxLength?: number
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly multipleOf?: number
}

export interface MessageSchema extends Schema {
  readonly definitions: Readonly<Record<string, Schema>>
}

export type MessagePart = 'request' | 'response'

/** Schemas of a version, keyed by action. */
interface SchemaSet {
  readonly request: ReadonlyMap<string, MessageSchema>
  readonly response: ReadonlyMap<string, MessageSchema>
}

const SCHEMAS: Readonly<Record<OcppVersion, SchemaSet>> = {
  '1.6': schemaSet('1.6', schemas16),
  '2.0.1': schemaSet('2.0.1', schemas201),
  '2.1': schemaSet('2.1', schemas21),
}

/** The JSON schema of one payload; undefined when the version has no such action, or the action no response. */
export function schemaOf(version: OcppVersion, action: string, part: MessagePart): MessageSchema | undefined {
  return SCHEMAS[version][part].get(action)
}

function schemaSet(version: OcppVersion, modules: Readonly<Record<string, MessageSchema>>): SchemaSet {
  const request = new Map<string, MessageSchema>()
  const response = new Map<string, MessageSchema>()
  for (const action of actionsOf(version)) {
    // NotifyPeriodicEventStream (2.1) is only ever a SEND: its schema has no suffix and there is no response.
    const asked = modules[`${action}Request`] ?? modules[action]
    const answered = modules[`${action}Response`]
    if (asked !== undefined) request.set(action, asked)
    if (answered !== undefined) response.set(action, answered)
  }
  return { request, response }
}

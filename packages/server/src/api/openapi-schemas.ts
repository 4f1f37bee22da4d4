import { z } from 'zod'
import {
  ApiKey,
  Approval,
  AttentionItem,
  Command,
  CommandBody,
  CommandState,
  Connector,
  ConnectorStatus,
  DeviceMonitor,
  DeviceReport,
  DeviceVariable,
  LiveMessage,
  MapPoint,
  Me,
  MeterSeries,
  MonitorEvent,
  NetworkNow,
  Problem,
  QuarantinedStation,
  Quirks,
  Reason,
  SessionDetail,
  SessionFlag,
  SessionSummary,
  Site,
  StationCondition,
  StationCredentials,
  StationDetail,
  StationSummary,
  StatusInterval,
  TimelineEntry,
  Token,
  TokenType,
} from '../contract/index.ts'

/** Schemas that readers of the description should meet under one name. */
const NAMED = {
  ApiKey,
  Approval,
  AttentionItem,
  Command,
  CommandBody,
  CommandState,
  Connector,
  ConnectorStatus,
  DeviceMonitor,
  DeviceReport,
  DeviceVariable,
  LiveMessage,
  MapPoint,
  Me,
  MeterSeries,
  MonitorEvent,
  NetworkNow,
  Problem,
  QuarantinedStation,
  Quirks,
  Reason,
  SessionDetail,
  SessionFlag,
  SessionSummary,
  Site,
  StationCondition,
  StationCredentials,
  StationDetail,
  StationSummary,
  StatusInterval,
  TimelineEntry,
  Token,
  TokenType,
} as const satisfies Record<string, z.ZodType>

const names = z.registry<{ readonly id: string }>()
for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id })

export type JsonSchema = { [keyword: string]: unknown }

/** Turns zod schemas into JSON Schema 2020-12, gathering the named ones as components. */
export class SchemaWriter {
  /** By name. */
  readonly components = new Map<string, JsonSchema>()

  /** The schema as it is sent (`input`) or received (`output`). */
  write(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema: _, $defs, ...root } = z.toJSONSchema(schema, { io, metadata: names, unrepresentable: 'any' })
    for (const [name, definition] of Object.entries($defs ?? {})) this.components.set(name, componentOf(definition))
    const name = names.get(schema)?.id
    if (name === undefined) return componentOf(root)
    // A schema that is spoken of inside others comes as a reference to itself, among the definitions.
    if (root.$ref === undefined) this.components.set(name, componentOf(root))
    return { $ref: `#/components/schemas/${name}` }
  }
}

/** References point at the components, and ids that only made them go. */
function componentOf(schema: unknown): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  )
  return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'))
}

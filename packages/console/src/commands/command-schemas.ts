import { CommandBody, type CommandKind } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'
import { type Refusals, schemaRefusals } from '../forms/refusals.ts'
import { type GroupShape, groupOf } from '../forms/shape.ts'

const shapes = new Map<CommandKind, GroupShape>()

/** The form of a command. */
export function commandShape(kind: CommandKind): GroupShape {
  const known = shapes.get(kind)
  if (known !== undefined) return known
  const option = CommandBody.options.find((each) => each.shape.kind.value === kind)
  const shape: GroupShape = option === undefined ? { kind: 'group', fields: [] } : groupOf(option)
  shapes.set(kind, shape)
  return shape
}

export type CheckedCommand =
  | { readonly ok: true; readonly command: CommandBody }
  | { readonly ok: false; readonly refusals: Refusals }

/** What a filled form says, held against the contract. */
export function checkCommand(kind: CommandKind, fields: Readonly<Record<string, unknown>>, text: Text): CheckedCommand {
  const body = { kind, ...fields }
  const parsed = CommandBody.safeParse(body)
  if (parsed.success) return { ok: true, command: parsed.data }
  return { ok: false, refusals: schemaRefusals(CommandBody, body, text) }
}

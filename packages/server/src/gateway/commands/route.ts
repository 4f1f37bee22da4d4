import { type Bus, subjectOf } from '../../platform/bus/index.ts'
import type { CommandId } from '../../stations/ids.ts'

/** `offline`: no process holds a socket of the station now; the queued command is sent when it connects. */
export type Routing = 'delivered' | 'offline'

const TIMEOUT_MS = 2000

/** Where the process that holds a station's socket takes command ids. */
export function commandSubject(stationKey: number): string {
  return subjectOf('station', String(stationKey), 'command')
}

/**
 * Tells the process that holds the station's socket of a command that has been stored as `queued` (its body a neutral
 * `StationCommand`). Delivered means taken in turn; the outcome appears in the command's row.
 */
export async function routeCommand(
  bus: Bus,
  { stationKey, commandId }: { readonly stationKey: number; readonly commandId: CommandId },
): Promise<Routing> {
  const reply = await bus.request(commandSubject(stationKey), { commandId }, { timeoutMs: TIMEOUT_MS })
  return reply.kind === 'answered' ? 'delivered' : 'offline'
}

/** The command id in a routed request; undefined for anything else. */
export function readRoutedCommand(payload: unknown): CommandId | undefined {
  if (typeof payload !== 'object' || payload === null || !('commandId' in payload)) return undefined
  return typeof payload.commandId === 'string' ? commandIdOf(payload.commandId) : undefined
}

/** The bus carries plain text; ids on this subject are command ids. */
function commandIdOf(text: string): CommandId {
  return text as CommandId
}

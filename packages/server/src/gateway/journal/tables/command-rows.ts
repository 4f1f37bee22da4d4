import type { CommandChange } from '../../../stations/change.ts'
import { jsonText } from '../json-text.ts'
import { type Column, integer, jsonb, type Table, text, timestamp, uuid } from '../table.ts'

const columns: readonly Column<CommandChange>[] = [
  integer('station_id', (row) => row.stationKey),
  uuid('command_id', (row) => row.commandId),
  text('state', (row) => row.state),
  text('status', (row) => row.status),
  text('detail', (row) => row.detail),
  jsonb('answer', (row) => (row.answer === undefined || row.answer === null ? null : jsonText(row.answer))),
  text('ocpp_action', (row) => row.ocppAction),
  text('request', (row) => row.request),
  text('response', (row) => row.response),
  timestamp('sent_at', (row) => row.sentAtMs),
  timestamp('answered_at', (row) => row.answeredAtMs),
]

const kept = columns
  .slice(3)
  .map(({ name }) => `${name} = coalesce(v.${name}, c.${name})`)
  .join(', ')

/** A command that has reached an outcome keeps it: late news cannot change what was shown. */
export const commands: Table<CommandChange> = {
  name: 'commands',
  columns,
  sql: (source) => `
    update commands c set state = v.state, ${kept}
    from ${source}
    where c.station_id = v.station_id and c.command_id = v.command_id
      and c.state in ('queued', 'sent')`,
}

/** Two steps of one command in one flush as one. */
export function mergeSteps(earlier: CommandChange, later: CommandChange): CommandChange {
  return {
    ...later,
    ocppAction: later.ocppAction ?? earlier.ocppAction,
    request: later.request ?? earlier.request,
    sentAtMs: later.sentAtMs ?? earlier.sentAtMs,
  }
}

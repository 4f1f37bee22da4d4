import { actionBlock, type Connector, type StationSummary } from '@stationmaster/server/contract'
import type { CommandRequest } from '../../commands/command-request.ts'
import type { Text } from '../i18n/use-text.ts'

export const verbs = ['start', 'stop', 'unlock', 'reset'] as const
export type Verb = (typeof verbs)[number]

/** A typed line: a verb, if it begins with one, and what to search for. */
export interface Line {
  readonly verb: Verb | null
  readonly search: string
}

/** Reads "reset st-0004". `wordOf` names each verb in the reader's language. */
export function parseLine(line: string, wordOf: (verb: Verb) => string): Line {
  const typed = line.trimStart().toLowerCase()
  const verb = verbs.find(
    (each) => typed === wordOf(each).toLowerCase() || typed.startsWith(`${wordOf(each).toLowerCase()} `),
  )
  if (verb === undefined) return { verb: null, search: line.trim() }
  return { verb, search: line.trimStart().slice(wordOf(verb).length).trim() }
}

/** Something the palette can do with a found station at once. */
export interface Offer {
  readonly id: string
  readonly label: string
  readonly request: CommandRequest
}

/** What can be done with a station in its state; what its state forbids is not offered. */
export function offersFor(station: StationSummary, verb: Verb, text: Text): readonly Offer[] {
  const label = (evse: number) => text(`palette.do.${verb}`, { station: station.id, evse })
  if (verb === 'reset') {
    if (actionBlock('reset', station) !== null) return []
    const request = { kind: 'reset', mode: 'onIdle' } as const
    return [{ id: `reset-${station.id}`, label: text('palette.do.reset', { station: station.id }), request }]
  }
  return station.connectors.flatMap((connector) => {
    const request = requestFor(verb, connector)
    if (request === null || actionBlock(request.kind, station, connector) !== null) return []
    const id = `${verb}-${station.id}-${connector.evseId}-${connector.connectorId}`
    return [{ id, label: label(connector.evseId), request }]
  })
}

function requestFor(verb: Exclude<Verb, 'reset'>, connector: Connector): CommandRequest | null {
  const { evseId, connectorId, sessionId } = connector
  switch (verb) {
    case 'start':
      return { kind: 'startTransaction', evseId }
    case 'unlock':
      return { kind: 'unlockConnector', evseId, connectorId }
    case 'stop':
      return sessionId === null ? null : { kind: 'stopTransaction', sessionId }
  }
}

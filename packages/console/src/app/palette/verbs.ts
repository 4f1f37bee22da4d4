import { actionBlock, type CommandKind, type Connector, type StationSummary } from '@stationmaster/server/contract'
import type { CommandRequest } from '../../commands/command-request.ts'
import type { Text } from '../i18n/use-text.ts'

export const verbs = ['start', 'stop', 'unlock', 'reset', 'enable', 'disable'] as const
export type Verb = (typeof verbs)[number]

/** The command that each verb sends. */
export const kindOf = {
  start: 'startTransaction',
  stop: 'stopTransaction',
  unlock: 'unlockConnector',
  reset: 'reset',
  enable: 'changeAvailability',
  disable: 'changeAvailability',
} as const satisfies Readonly<Record<Verb, CommandKind>>

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
  const whole = requestForStation(verb)
  if (whole !== null) {
    if (actionBlock(whole.kind, station) !== null) return []
    return [{ id: `${verb}-${station.id}`, label: text(`palette.do.${verb}`, { station: station.id }), request: whole }]
  }
  return waitingFirst(station.connectors).flatMap((connector) => {
    const request = requestForConnector(verb, connector)
    if (request === null || actionBlock(request.kind, station, connector) !== null) return []
    const id = `${verb}-${station.id}-${connector.evseId}-${connector.connectorId}`
    return [{ id, label: text(`palette.do.${verb}`, { station: station.id, evse: connector.evseId }), request }]
  })
}

/** Where a car is plugged in, somebody stands and waits. */
function waitingFirst(connectors: readonly Connector[]): readonly Connector[] {
  const rank = ({ status }: Connector) => (status === 'Preparing' || status === 'Occupied' ? 0 : 1)
  return connectors.toSorted((a, b) => rank(a) - rank(b))
}

function requestForStation(verb: Verb): CommandRequest | null {
  switch (verb) {
    case 'reset':
      return { kind: 'reset', mode: 'onIdle' }
    case 'enable':
      return { kind: 'changeAvailability', operative: true }
    case 'disable':
      return { kind: 'changeAvailability', operative: false }
    case 'start':
    case 'stop':
    case 'unlock':
      return null
  }
}

function requestForConnector(verb: Verb, { evseId, connectorId, sessionId }: Connector): CommandRequest | null {
  switch (verb) {
    case 'start':
      return { kind: 'startTransaction', evseId }
    case 'unlock':
      return { kind: 'unlockConnector', evseId, connectorId }
    case 'stop':
      return sessionId === null ? null : { kind: 'stopTransaction', sessionId }
    case 'reset':
    case 'enable':
    case 'disable':
      return null
  }
}

import type { CommandAnswer, Dialect, MessageLimits, StationCommand } from '@stationmaster/ocpp'

/**
 * A command as the messages its station can take: one, but for a list that is longer than the station says it takes in a
 * message (2.x ItemsPerMessage and BytesPerMessage, 1.6 GetConfigurationMaxKeys).
 */
export function piecesOf(command: StationCommand, dialect: Dialect): readonly StationCommand[] {
  switch (command.kind) {
    case 'getConfiguration':
      return split(command.keys ?? [], command, (keys) => ({ ...command, keys }), dialect)
    case 'getVariables':
      return split(command.variables, command, (variables) => ({ ...command, variables }), dialect)
    case 'setVariables':
      return split(command.variables, command, (variables) => ({ ...command, variables }), dialect)
    case 'setVariableMonitoring':
      return split(command.monitors, command, (monitors) => ({ ...command, monitors }), dialect)
    case 'clearVariableMonitoring':
      return split(command.monitorIds, command, (monitorIds) => ({ ...command, monitorIds }), dialect)
    default:
      return [command]
  }
}

type Whole = StationCommand & { readonly perMessage?: MessageLimits }

/** A piece holds at least one item, whatever the limits say. */
function split<Item>(
  items: readonly Item[],
  whole: Whole,
  piece: (items: readonly Item[]) => StationCommand,
  dialect: Dialect,
): readonly StationCommand[] {
  const { perMessage } = whole
  if (perMessage === undefined || items.length <= 1) return [whole]
  const { items: mostItems = items.length, bytes: mostBytes = Number.POSITIVE_INFINITY } = perMessage
  const pieces: StationCommand[] = []
  let from = 0
  for (let to = 1; to <= items.length; to += 1) {
    const fits = to - from <= mostItems && sizeOf(piece(items.slice(from, to)), dialect) <= mostBytes
    if (fits || to - from === 1) continue
    pieces.push(piece(items.slice(from, to - 1)))
    from = to - 1
  }
  return [...pieces, piece(items.slice(from))]
}

/** Bytes of the payload as it goes over the line. */
function sizeOf(command: StationCommand, dialect: Dialect): number {
  const encoded = dialect.encodeCommand(command)
  return encoded.ok ? Buffer.byteLength(JSON.stringify(encoded.payload)) : 0
}

/** The answers to the pieces as one: rejected when one is, with the word of the first that is not plain acceptance. */
export function joinedAnswer(answers: readonly CommandAnswer[]): CommandAnswer {
  const [first, ...others] = answers
  if (first === undefined) throw new TypeError('there is no answer to nothing')
  if (others.length === 0) return first
  const telling =
    answers.find(({ outcome }) => outcome === 'rejected') ??
    answers.find(({ status }) => status !== 'Accepted') ??
    first
  return {
    ...telling,
    ...joined(answers, 'variables'),
    ...joined(answers, 'monitors'),
    ...joined(answers, 'clearedMonitors'),
  }
}

function joined<Name extends 'variables' | 'monitors' | 'clearedMonitors'>(
  answers: readonly CommandAnswer[],
  name: Name,
): object {
  const lists = answers.flatMap((answer) => (answer[name] === undefined ? [] : [answer[name]]))
  return lists.length === 0 ? {} : { [name]: lists.flat() }
}

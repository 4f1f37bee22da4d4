import type { ActionOf, ResponseOf } from '../messages/types.ts'
import type { CommandAnswer, CommandKind, StationCommand } from '../vocabulary/command.ts'
import type { EncodedCommand, OcppVersion } from '../vocabulary/dialect.ts'
import { dataAnswer, rawAnswer, readAnswer } from './answer.ts'
import { checkedCommand, unsupported } from './encoding.ts'

/** How one version asks for one kind of command, and reads what the station says to it. Total: neither throws on station data. */
export interface CommandCodec {
  readonly encode: (command: StationCommand) => EncodedCommand
  readonly answer: (payload: unknown) => CommandAnswer
}

/** One entry for every kind: a command without one does not compile. */
export type CommandCodecs<K extends CommandKind = CommandKind> = { readonly [Kind in K]: CommandCodec }

type CommandOf<K extends CommandKind> = Extract<StationCommand, { readonly kind: K }>
type Answer<V extends OcppVersion, A extends ActionOf<V>> = (response: ResponseOf<V, A>) => CommandAnswer

/**
 * The codec of a kind: what is asked for is held against the schema of its action before it goes out, the answer is read
 * leniently. Without a reader of its own an answer is its status word, and whatever else it holds as data.
 */
export function codec<K extends CommandKind, V extends OcppVersion, A extends ActionOf<V>>(
  kind: K,
  to: { readonly version: V; readonly action: A },
  encode: (command: CommandOf<K>) => EncodedCommand,
  answer?: Answer<V, A>,
): CommandCodec {
  return {
    encode: (command) => checkedCommand(to.version, encode(ofKind(command, kind))),
    answer: (payload) => readAnswer(to, payload, answer ?? ((response) => dataAnswer(response))),
  }
}

/** Names actions of one version, for `codec`. */
export function toAction<V extends OcppVersion>(version: V) {
  return <A extends ActionOf<V>>(action: A) => ({ version, action })
}

/** The codec of a kind that a version does not know; the sentence says so. */
export function absent(reason: string): CommandCodec {
  return { encode: () => unsupported(reason), answer: rawAnswer }
}

/** The command as the kind it is registered under. */
export function ofKind<K extends CommandKind>(command: StationCommand, kind: K): CommandOf<K> {
  if (isOfKind(command, kind)) return command
  throw new TypeError(`the codec of ${kind} was given ${command.kind}`)
}

function isOfKind<K extends CommandKind>(command: StationCommand, kind: K): command is CommandOf<K> {
  return command.kind === kind
}

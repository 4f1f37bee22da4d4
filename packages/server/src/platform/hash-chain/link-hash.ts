import { createHash } from 'node:crypto'

/** What an entry of a log says, in a fixed order; times as text with microseconds, so that nothing is lost on the way. */
export type ChainedContent = readonly (string | number | boolean | null)[]

/** What the first link follows. */
export const CHAIN_START: Uint8Array = new Uint8Array(32)

/** The hash of a link: SHA-256 over the hash before it, its position, and everything its entry says. */
export function linkHash(previous: Uint8Array, position: number, content: ChainedContent): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify([position, ...content]))
    .digest()
}

/** Longest id of the standard (part 4 §4.1.4). */
const LONGEST_STANDARD_ID = 36
/** Longest id that is still answered with itself. */
const LONGEST_TOLERATED_ID = 255

export type MessageIdReading =
  | { readonly ok: true; readonly id: string; readonly note?: string }
  | { readonly ok: false; readonly reason: string }

/** Reads the second element of a frame; tolerates numbers and ids longer than the standard's 36 characters. */
export function readMessageId(value: unknown): MessageIdReading {
  if (typeof value === 'string') {
    if (value.length === 0) return { ok: false, reason: 'message id is empty' }
    if (value.length <= LONGEST_STANDARD_ID) return { ok: true, id: value }
    if (value.length <= LONGEST_TOLERATED_ID) {
      return { ok: true, id: value, note: `message id is longer than ${LONGEST_STANDARD_ID} characters` }
    }
    return { ok: false, reason: `message id is longer than ${LONGEST_TOLERATED_ID} characters` }
  }
  if (typeof value === 'number' && Number.isFinite(value)) {
    return { ok: true, id: String(value), note: 'message id is a number, read as text' }
  }
  return { ok: false, reason: 'message id is not a string' }
}

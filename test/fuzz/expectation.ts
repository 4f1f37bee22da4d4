/** What a station may expect after a text frame. */
export type Expectation =
  /** A well-formed CALL: one CALLRESULT or CALLERROR with its id. */
  | { readonly kind: 'once'; readonly id: string; readonly action: string }
  /** A well-formed SEND (2.1): no answer may come. */
  | { readonly kind: 'never'; readonly id: string }
  /** Anything that is not well-formed: the socket may even be closed. */
  | { readonly kind: 'free' }

const LONGEST_ID = 36
const DEEPEST = 32
const LARGEST_BYTES = 65_536

/** Whether a frame is above the cap of a message, which entitles the server to close the socket. */
export function isTooLarge(text: string): boolean {
  return Buffer.byteLength(text) > LARGEST_BYTES
}

/** Reads the standard, not our parser: the judge must not share the suspect's code. */
export function expectationOf(version: string, text: string): Expectation {
  if (isTooLarge(text)) return { kind: 'free' }
  let elements: unknown
  try {
    elements = JSON.parse(Buffer.from(text).toString())
  } catch {
    return { kind: 'free' }
  }
  if (!Array.isArray(elements) || elements.length !== 4 || nestsDeeper(elements, DEEPEST)) return { kind: 'free' }
  const [type, id, action, payload] = elements
  if (typeof id !== 'string' || id.length === 0 || id.length > LONGEST_ID) return { kind: 'free' }
  if (typeof action !== 'string' || action.length === 0) return { kind: 'free' }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return { kind: 'free' }
  if (type === 2) return { kind: 'once', id, action }
  return type === 6 && version === '2.1' ? { kind: 'never', id } : { kind: 'free' }
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((member) => nestsDeeper(member, levels - 1))
}

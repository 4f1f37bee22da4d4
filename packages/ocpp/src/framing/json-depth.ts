/** Deepest nesting a frame may have; no message of any version needs half of it. */
export const MAX_JSON_DEPTH = 32

const QUOTE = 34
const BACKSLASH = 92

/**
 * Whether JSON text nests arrays and objects deeper than the limit, found without parsing it.
 * Total on any text: for text that is not JSON the answer only has to be cheap.
 */
export function nestsDeeperThan(text: string, limit: number): boolean {
  return opensMoreThan(text, limit) && reachesDepth(text, limit)
}

/** Whether there are enough opening brackets at all, in strings or not: most messages have too few. */
function opensMoreThan(text: string, limit: number): boolean {
  let count = 0
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1
      if (count > limit) return true
    }
  }
  return false
}

function reachesDepth(text: string, limit: number): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === QUOTE) {
      i = endOfString(text, i)
      if (i === -1) return false
      // `[` is 91 and `{` is 123; their closers are two further.
    } else if (char === 91 || char === 123) {
      depth++
      if (depth > limit) return true
    } else if (char === 93 || char === 125) {
      depth--
    }
  }
  return false
}

/** Index of the quote that closes the string opened at `open`, or -1. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1)
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1)
  return close
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(index - 1 - backslashes) === BACKSLASH) backslashes++
  return backslashes % 2 === 1
}

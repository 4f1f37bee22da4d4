const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/**
 * Keeps what is filled into a right-to-left sentence (an identity, a name, a figure with its unit) apart from it: its
 * own characters alone decide which way it runs. Arguments stand at even brace depths of an ICU message, branches of a
 * plural or select at odd ones.
 */
export function isolateArguments(message: string): string {
  let depth = 0
  return message.replace(/\{\w+\}|[{}]/g, (found) => {
    if (found === '{') depth += 1
    else if (found === '}') depth -= 1
    else if (depth % 2 === 0) return `${FIRST_STRONG_ISOLATE}${found}${POP_ISOLATE}`
    return found
  })
}

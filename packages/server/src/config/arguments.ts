import { nearestName } from './sources.ts'

/** What the command line may say; every setting itself comes from the environment or the configuration file. */
export interface Arguments {
  readonly help: boolean
  readonly demo: boolean
  /** Print a new owner link and end, instead of serving. */
  readonly ownerLink: boolean
  readonly configPath: string | undefined
}

const FLAGS = ['--help', '--demo', '--owner-link', '--config']

/** Parses the command line after the program's name; an unknown word is refused. */
export function parseArguments(
  words: readonly string[],
): { ok: true; arguments: Arguments } | { ok: false; reason: string } {
  let help = false
  let demo = false
  let ownerLink = false
  let configPath: string | undefined
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const [flag = '', inlineValue] = splitAtEquals(word)
    if (word === '--help' || word === '-h') help = true
    else if (word === '--demo') demo = true
    else if (word === '--owner-link') ownerLink = true
    else if (flag === '--config') {
      configPath = inlineValue ?? words[++index]
      if (!configPath) return { ok: false, reason: '--config needs the path of a configuration file behind it.' }
    } else {
      return {
        ok: false,
        reason: `There is no option ${word}; did you mean ${nearestName(flag, FLAGS)}? --help lists all.`,
      }
    }
  }
  return { ok: true, arguments: { help, demo, ownerLink, configPath } }
}

function splitAtEquals(word: string): [string, string | undefined] {
  const at = word.indexOf('=')
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

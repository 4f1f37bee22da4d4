import { foldIdToken } from '@stationmaster/ocpp'

/** What stands between the characters of a token says nothing: 04-A1:B2 is 04A1B2. */
const BETWEEN = '[[:space:]:-]*'
/** A token shorter than this may be a part of anything. */
const TELLING_LENGTH = 6
/** Where a text of JSON begins and ends. Signs alone must be just that, or the brackets of the JSON itself were meant. */
const OPENS = '(?<=(?:^|[:,[{])[[:space:]]*")'
const CLOSES = '(?="[[:space:]]*(?:$|[]:,}]))'
const WORDS_OF_JSON = new Set(['false', 'undefined'])

/**
 * A regular expression of PostgreSQL that finds a token in texts and JSON, however it is written. One that tells little,
 * being short or a number, is found only where it is a whole text; others wherever they are a word.
 */
export function tokenPattern(value: string): string {
  const characters = [...value.replace(/[\s:-]/g, '')]
  const isCheckDigitOptional = foldIdToken(value).length < characters.length
  const written = characters.map((character, place) => {
    const one = escaped(character)
    return isCheckDigitOptional && place === characters.length - 1 ? `(?:${one})?` : one
  })
  const body = written.join(BETWEEN)
  if (!/[\p{L}\p{N}]/u.test(value)) return `${OPENS}${body}${CLOSES}|^${body}$`
  return isTelling(characters.join('')) ? `(?<![[:alnum:]])${body}(?![[:alnum:]])` : `(?<![^"])${body}(?![^"])`
}

function isTelling(text: string): boolean {
  return text.length >= TELLING_LENGTH && !/^\d+$/.test(text) && !WORDS_OF_JSON.has(text.toLowerCase())
}

/** A character as a pattern; JSON writes some with a backslash. */
function escaped(character: string): string {
  if (character === '\\') return String.raw`\\{1,2}`
  if (character === '"' || character === '/') return String.raw`\\?` + character
  return /[A-Za-z0-9]/.test(character) ? character : `[${/[\]^]/.test(character) ? `\\${character}` : character}]`
}

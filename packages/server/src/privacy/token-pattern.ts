import { foldIdToken } from '@stationmaster/ocpp'

/** What stands between the characters of a token says nothing: 04-A1:B2 is 04A1B2. */
const BETWEEN = '[[:space:]:-]*'
/** A token shorter than this may be a part of anything. */
const TELLING_LENGTH = 6
/** Where a text of JSON begins and ends. Signs alone must be just that, or the brackets of the JSON itself were meant. */
const OPENS = '(?<=(?:^|[:,[{])[[:space:]]*")'
const CLOSES = '(?="[[:space:]]*(?:$|[]:,}]))'
const WORDS_OF_JSON = new Set(['false', 'undefined'])
/** Fields of JSON that hold a token, or an object or a list with one. */
const TOKEN_KEY = '[^"]*(?:idtag|token)[^"]*|groupvalue'

/** A column that holds nothing but tokens (or a key that has one between bars), texts, or texts whose `value` is a token. */
export type TokenPlace = 'token' | 'text' | 'tokenRecord'

/**
 * A regular expression of PostgreSQL that finds a token in texts and JSON, however it is written. One that tells little,
 * being short or a number, is found only where it is a whole text; an ordinary word only where a token is meant; others
 * wherever they are a word.
 */
export function tokenPattern(value: string, place: TokenPlace = 'text'): string {
  const body = bodyOf(value)
  if (isWord(value)) return wordPattern(body, place)
  if (!/[\p{L}\p{N}]/u.test(value)) return `${OPENS}${body}${CLOSES}|^${body}$`
  return isTelling(folded(value)) ? `(?<![[:alnum:]])${body}(?![[:alnum:]])` : `(?<![^"])${body}(?![^"])`
}

/** Letters alone may be anything: a status, a name, a word of a note. */
function isWord(value: string): boolean {
  return /^\p{L}+$/u.test(folded(value))
}

function wordPattern(body: string, place: TokenPlace): string {
  if (place === 'token') return `(?<=^|[|])${body}(?=$|[|])`
  const key = place === 'tokenRecord' ? `${TOKEN_KEY}|value` : TOKEN_KEY
  const after = (name: string) => `"(?:${name})"[[:space:]]*:[[:space:]]*`
  return `(?<=${after(key)}(?:[{][^{}]*${after('value|idtoken')}|[[][^][{}]*)?")${body}(?=")`
}

function folded(value: string): string {
  return value.replace(/[\s:-]/g, '')
}

function bodyOf(value: string): string {
  const characters = [...folded(value)]
  const isCheckDigitOptional = foldIdToken(value).length < characters.length
  const written = characters.map((character, place) => {
    const one = escaped(character)
    return isCheckDigitOptional && place === characters.length - 1 ? `(?:${one})?` : one
  })
  return written.join(BETWEEN)
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

/** Country, provider and instance of an eMAID, and the check digit that may be left out (ISO 15118-2 annex H). */
const FOLDED = /^([a-z]{2}[a-z0-9]{3}[a-z0-9]{9})([a-z0-9])?$/
const SEPARATORS = /[\s:-]/g
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
const CORE_LENGTH = 14

type Pair = readonly [number, number]
type Matrix = readonly [Pair, Pair]

const P1: Matrix = [
  [0, 1],
  [1, 1],
]
const P2: Matrix = [
  [0, 1],
  [1, 2],
]

/** An e-mobility account identifier that has been read. */
export interface Emaid {
  /** The 14 characters that tell accounts apart, upper case, without separators. */
  readonly core: string
  readonly checkDigit: string
}

/** Reads an eMAID in any of its notations. A check digit that is given has to be right; one left out is added. */
export function parseEmaid(
  text: string,
): { readonly ok: true; readonly emaid: Emaid } | { readonly ok: false; readonly reason: string } {
  const [, core, given] = FOLDED.exec(text.replace(SEPARATORS, '').toLowerCase()) ?? []
  if (core === undefined) {
    return { ok: false, reason: 'an eMAID has 2 letters of country, 3 characters of provider and 9 of the account' }
  }
  const checkDigit = checkDigitOf(core)
  if (given !== undefined && given !== checkDigit) return { ok: false, reason: 'the check digit of the eMAID is wrong' }
  return { ok: true, emaid: { core: core.toUpperCase(), checkDigit: checkDigit.toUpperCase() } }
}

/** A folded identifier without the check digit, when it is an eMAID with a right one; any other comes back as it is. */
export function withoutCheckDigit(folded: string): string {
  if (folded.length !== CORE_LENGTH + 1) return folded
  const [, core, given] = FOLDED.exec(folded) ?? []
  return core !== undefined && given === checkDigitOf(core) ? core : folded
}

/**
 * The check character of the 14 others, lower case: each character is two bits and two trits, and the sum of their
 * products with the powers of two matrices, over all 15 places, is zero (eMI3, part 2, annex on check digits).
 */
function checkDigitOf(core: string): string {
  let bits: Pair = [0, 0]
  let trits: Pair = [0, 0]
  for (const [index, character] of [...core].entries()) {
    const value = ALPHABET.indexOf(character)
    const q: Pair = [Math.floor(value / 18), Math.floor(value / 9) % 2]
    const r: Pair = [Math.floor(value / 3) % 3, value % 3]
    bits = sum(bits, timesPower(q, P1, { power: index + 1, modulo: 2 }), 2)
    trits = sum(trits, timesPower(r, P2, { power: index + 1, modulo: 3 }), 3)
  }
  // P1 to the 15th is the identity, and P2 to the 16th is: what the 15th place has to make good.
  const rest = timesPower([(3 - trits[0]) % 3, (3 - trits[1]) % 3], P2, { power: 1, modulo: 3 })
  return ALPHABET.charAt(bits[0] * 18 + bits[1] * 9 + rest[0] * 3 + rest[1])
}

function timesPower(
  vector: Pair,
  matrix: Matrix,
  { power, modulo }: { readonly power: number; readonly modulo: number },
): Pair {
  const [[a, b], [c, d]] = matrix
  let [x, y] = vector
  for (let step = 0; step < power; step += 1) [x, y] = [(x * a + y * c) % modulo, (x * b + y * d) % modulo]
  return [x, y]
}

function sum(one: Pair, other: Pair, modulo: number): Pair {
  return [(one[0] + other[0]) % modulo, (one[1] + other[1]) % modulo]
}

import type { SeededRandom } from './seeded-random.ts'

const COMBINING = `a${'\u0301\u0336\u20dd'.repeat(1700)}`

/** Texts that have broken somebody's server, screen, log or spreadsheet. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  '{{7*7}}',
  '#{7*7}',
  '=HYPERLINK("http://localhost/","x")',
  '@SUM(1+1)*cmd|x!A0',
  "'; drop table stations; --",
  '\r\n2026-01-01T00:00:00Z INFO admin login',
  '\u001b[2J\u001b[31mred',
  '\u202eevil\u202c',
  '\u0000',
  'a\u0000b',
  '\\u0000',
  '\ud800',
  '\udfff\ud800',
  '😀'.repeat(40),
  '../../etc/passwd',
  '..\\..\\windows',
  '%00%0a%2e%2e',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  COMBINING,
  'x'.repeat(10_000),
  'NaN',
  'Infinity',
  '-0',
  '1e308',
  '9223372036854775808',
  '0x7fffffff',
  'null',
  'undefined',
  'true',
  '\ufeff',
  '\uffff',
]

/** Times that no clock should show, and shapes that are no time. */
export const HOSTILE_TIMES: readonly string[] = [
  '0000-01-01T00:00:00Z',
  '0000-00-00T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '+275760-09-13T00:00:00.000Z',
  '-271821-04-20T00:00:00Z',
  '275760-09-13T00:00:00Z',
  '2026-02-30T25:61:61Z',
  '2026-01-01',
  '2026-01-01T00:00:00',
  '2026-01-01T00:00:00+99:99',
  '2026-01-01T00:00:00.123456789123456789Z',
  '294277-01-09T04:00:54.775Z',
  '4714-11-24T00:00:00 BC',
  'infinity',
  '-infinity',
  'now',
  'epoch',
]

export const HOSTILE_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  1,
  0.1,
  -0.000001,
  1e-308,
  5e-324,
  32_767,
  32_768,
  65_536,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  4_294_967_296,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  1e18,
  1e38,
  3.5e38,
  1e300,
  1e308,
  -1e308,
]

/** Values of every JSON type, objects with inherited names among them. */
export function hostileValue(random: SeededRandom): unknown {
  switch (random.integer(0, 6)) {
    case 0:
      return random.pick(HOSTILE_TEXTS)
    case 1:
      return random.pick(HOSTILE_NUMBERS)
    case 2:
      return random.pick(HOSTILE_TIMES)
    case 3:
      return random.pick([null, true, false])
    case 4:
      return nested(random.integer(1, 26), random.chance(0.5))
    case 5:
      return Array.from({ length: random.integer(0, 200) }, () => random.pick(HOSTILE_NUMBERS))
    default:
      return JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1}')
  }
}

function nested(depth: number, asArrays: boolean): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = asArrays ? [value] : { a: value }
  return value
}

import { HOSTILE_TEXTS, hostileValue } from './hostile-values.ts'
import type { SeededRandom } from './seeded-random.ts'

const JUNK = [
  '[',
  ']',
  '{',
  '}',
  '"',
  ',',
  ':',
  '\\',
  '0',
  '-',
  'e',
  'null',
  '\u0000',
  '\ud800',
  'é',
  ' ',
  '\n',
  '//',
  '\\u00',
]

type Elements = readonly [type: number, id: string, action: string, payload: unknown]

/** A frame broken below the level of the schema: its JSON, its elements, its depth. */
export function mutateText(elements: Elements, random: SeededRandom): string {
  const text = JSON.stringify(elements)
  const [type, id, action, payload] = elements
  switch (random.integer(0, 11)) {
    case 0:
      return text.slice(0, random.integer(0, text.length - 1))
    case 1:
      return editText(text, random)
    case 2:
      return JSON.stringify([
        random.pick([0, 1, 3, 4, 5, 6, 7, -2, 2.5, '2', null, true, 2 ** 53, [2]]),
        id,
        action,
        payload,
      ])
    case 3:
      return JSON.stringify([type, hostileId(id, random), action, payload])
    case 4:
      return JSON.stringify([type, id, hostileValue(random), payload])
    case 5:
      return JSON.stringify([type, id, action, hostileValue(random)])
    case 6:
      return JSON.stringify(elements.slice(0, random.integer(0, 3)))
    case 7:
      return JSON.stringify([...elements, ...Array.from({ length: random.integer(1, 40) }, () => hostileValue(random))])
    case 8:
      return JSON.stringify(hostileValue(random))
    case 9:
      return deep(random)
    case 10:
      return `${' \t\r\n'.repeat(random.integer(1, 50))}${text}${random.pick(['', ' ', '\u0000', text, ']'])}`
    default:
      return JSON.stringify([type, `${random.pick(HOSTILE_TEXTS).slice(0, 25)}${id}`, action, payload])
  }
}

/** Texts keep the serial number: an id that comes twice cannot be judged. */
function hostileId(id: string, random: SeededRandom): unknown {
  const value = hostileValue(random)
  return typeof value === 'string' ? value + id : value
}

function editText(text: string, random: SeededRandom): string {
  let edited = text
  for (let left = random.integer(1, 8); left > 0; left -= 1) {
    const at = random.integer(0, edited.length)
    edited = edited.slice(0, at) + random.pick(JUNK) + edited.slice(at + random.integer(0, 3))
  }
  return edited
}

/** Nesting beyond every limit, closed or not, as arrays, objects or a payload. */
function deep(random: SeededRandom): string {
  const depth = random.pick([33, 100, 1000, 20_000])
  const closers = random.chance(0.5)
  const arrays = `${'['.repeat(depth)}${closers ? ']'.repeat(depth) : ''}`
  const objects = `${'{"a":'.repeat(Math.min(depth, 10_000))}1${closers ? '}'.repeat(Math.min(depth, 10_000)) : ''}`
  return random.pick([
    arrays,
    objects,
    `[2,"deep","Heartbeat",${objects}]`,
    `[2,"deep","DataTransfer",{"data":${arrays}}]`,
  ])
}

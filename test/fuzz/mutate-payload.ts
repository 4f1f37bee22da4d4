import { HOSTILE_NUMBERS, HOSTILE_TEXTS, HOSTILE_TIMES, hostileValue } from './hostile-values.ts'
import type { SeededRandom } from './seeded-random.ts'

type Container = Record<string, unknown> | unknown[]

/** A place inside a payload. */
interface Place {
  readonly container: Container
  readonly key: string | number
}

/** Changes one to three places of a payload (in place): values, types, names, presence. */
export function mutatePayload(payload: Record<string, unknown>, random: SeededRandom): void {
  for (let left = random.integer(1, 3); left > 0; left -= 1) {
    const places = placesIn(payload)
    if (places.length === 0 || random.chance(0.1)) addField(payload, random)
    else mutateAt(random.pick(places), random)
  }
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const container = value as Container
  const keys = Array.isArray(container) ? [...container.keys()] : Object.keys(container)
  return keys.flatMap((key) => [{ container, key }, ...placesIn(read({ container, key }))])
}

function mutateAt(place: Place, random: SeededRandom): void {
  const value = read(place)
  if (random.chance(0.15)) remove(place)
  else write(place, mutated(value, random))
}

function mutated(value: unknown, random: SeededRandom): unknown {
  switch (random.integer(0, 4)) {
    case 0:
      return hostileValue(random)
    case 1:
      return hostileOfSameType(value, random)
    case 2:
      return otherType(value, random)
    case 3:
      return [value, value]
    default:
      return null
  }
}

/** What gets past a check of the type only. */
function hostileOfSameType(value: unknown, random: SeededRandom): unknown {
  if (typeof value === 'number') return random.pick(HOSTILE_NUMBERS)
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return hostileValue(random)
  return random.pick(/^\d{4}-\d\d-/.test(value) ? HOSTILE_TIMES : HOSTILE_TEXTS)
}

function otherType(value: unknown, random: SeededRandom): unknown {
  if (typeof value === 'string') return random.pick<unknown>([Number(value) || 0, { text: value }, [value], true])
  return random.pick<unknown>([[], {}, JSON.stringify(value), ` ${JSON.stringify(value)} `])
}

function addField(payload: Record<string, unknown>, random: SeededRandom): void {
  const name = random.pick(['__proto__', 'constructor', 'customData', 'unknown', '', 'toString', ...HOSTILE_TEXTS])
  Object.defineProperty(payload, name, {
    value: hostileValue(random),
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

function read({ container, key }: Place): unknown {
  return Array.isArray(container) ? container[Number(key)] : container[key]
}

function write({ container, key }: Place, value: unknown): void {
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true })
}

function remove({ container, key }: Place): void {
  if (Array.isArray(container)) container.splice(Number(key), 1)
  else delete container[key]
}

import type { SeededRandom } from './seeded-random.ts'

type Elements = readonly [type: number, id: string, action: string, payload: Record<string, unknown>]

/** Default cap of a station's message. */
const CAP_BYTES = 65_536
const FILLERS = ['x', 'é', '😀', '\u0001', '\ud800', '{{']

/**
 * A frame just below the cap, at it, or a byte above: filled by one long text of the payload, by vendor data, or by one
 * list repeated as often as fits.
 */
export function fillFrame([type, id, action, payload]: Elements, random: SeededRandom): string {
  const target = CAP_BYTES + random.integer(-3, 1)
  const lists = Object.entries(payload).filter(([, value]) => Array.isArray(value) && value.length > 0)
  const list = lists.length > 0 && random.chance(0.5) ? random.pick(lists) : undefined
  if (list !== undefined) repeatItems(payload, list[0], target)
  const texts = Object.keys(payload).filter((key) => typeof payload[key] === 'string')
  const key = texts.length > 0 && random.chance(0.5) ? random.pick(texts) : undefined
  const fill = (filling: string) => {
    const filled =
      key === undefined ? { ...payload, customData: { vendorId: 'fuzz', filling } } : { ...payload, [key]: filling }
    return JSON.stringify([type, id, action, filled])
  }
  const filler = random.pick(FILLERS)
  const room = target - Buffer.byteLength(fill(''))
  const times = Math.max(0, Math.floor(room / Buffer.byteLength(JSON.stringify(filler).slice(1, -1))))
  const filled = fill(filler.repeat(times))
  return fill(filler.repeat(times) + 'x'.repeat(Math.max(0, target - Buffer.byteLength(filled))))
}

function repeatItems(payload: Record<string, unknown>, key: string, target: number): void {
  const items = payload[key]
  if (!Array.isArray(items)) return
  const size = Buffer.byteLength(JSON.stringify(items)) + 1
  const room = target - Buffer.byteLength(JSON.stringify(payload)) - 200
  payload[key] = Array.from({ length: Math.max(1, Math.floor(room / size)) }, () => items).flat()
}

import { type OcppVersion, schemaOf } from '@stationmaster/ocpp'
import { mutateToBoundary } from './boundary-values.ts'
import { fillFrame } from './filled-frame.ts'
import { HOSTILE_TEXTS, hostileValue } from './hostile-values.ts'
import { mutatePayload } from './mutate-payload.ts'
import type { SeededRandom } from './seeded-random.ts'
import { validPayload } from './valid-payload.ts'

/** What a station does about a call of ours. */
export interface HostileAnswer {
  /** Frames, in order; none: it says nothing. */
  readonly texts: readonly string[]
  readonly afterMs: number
  /** Whether each frame is an answer in order as OCPP-J has it: the socket must then stay open. */
  readonly isWellFormed: boolean
}

interface Asked {
  readonly version: OcppVersion
  readonly id: string
  readonly action: string
}

const ODD_CODES = ['NotImplemented', 'GenericError', 'InternalError', 'OccurenceConstraintViolation', 'NoSuchCode', '']
/** Longer than the server waits in these runs, so that the answer is too late. */
const LATE_MS = 2500

/** An answer to a call: in order half the time, else mutated, late, twice, an error with an odd code, or none. */
export function answerTo(asked: Asked, random: SeededRandom): HostileAnswer {
  const { id } = asked
  const result = JSON.stringify([3, id, payloadOf(asked, random)])
  const sound = { afterMs: random.pick([0, 0, 0, 5, 50]), isWellFormed: true }
  switch (random.integer(0, 19)) {
    case 0:
      return { ...sound, texts: [errorTo(asked, random)] }
    case 1:
      return { ...sound, texts: [result, result] }
    case 2:
      return { ...sound, texts: [result], afterMs: LATE_MS }
    case 3:
      return { ...sound, texts: [errorTo(asked, random), result] }
    case 4:
      return { ...sound, texts: [JSON.stringify([3, 'never-asked', {}]), result] }
    case 5:
      return { ...sound, texts: random.chance(0.2) ? [] : [result] }
    case 6:
      return { ...sound, texts: [broken(asked, random), result], isWellFormed: false }
    case 7:
      return { ...sound, texts: [filledResult(asked, random)], isWellFormed: false }
    default:
      return { ...sound, texts: [result] }
  }
}

function payloadOf({ version, action }: Asked, random: SeededRandom): Record<string, unknown> {
  const schema = schemaOf(version, action, 'response')
  if (schema === undefined) return {}
  const payload = validPayload(version, action, random, { part: 'response' })
  // Accepted more often than chance has it: what follows an acceptance is what matters.
  if ('status' in payload && random.chance(0.5)) payload['status'] = 'Accepted'
  if (random.chance(0.25)) mutateToBoundary(schema, payload, random)
  if (random.chance(0.25)) mutatePayload(payload, random)
  return payload
}

function errorTo({ id }: Asked, random: SeededRandom): string {
  const code = random.pick([...ODD_CODES, ...HOSTILE_TEXTS])
  return JSON.stringify([
    4,
    id,
    code.slice(0, 60),
    random.pick(HOSTILE_TEXTS),
    random.pick<unknown>([{}, { a: '\u0000' }]),
  ])
}

function broken({ id }: Asked, random: SeededRandom): string {
  return random.pick([
    JSON.stringify([3, id]),
    JSON.stringify([3, id, hostileValue(random)]),
    JSON.stringify([3, id, {}, {}]),
    JSON.stringify([4, id]),
    JSON.stringify([4, id, 7, null, 'x']),
    JSON.stringify([5, id, 'FormatViolation', '', {}]),
    `[3,"${id}",{"status":`,
  ])
}

function filledResult(asked: Asked, random: SeededRandom): string {
  const call = fillFrame([3, asked.id, '', payloadOf(asked, random)], random)
  // A CALLRESULT has no action.
  return call.replace(`"${asked.id}","",`, `"${asked.id}",`)
}

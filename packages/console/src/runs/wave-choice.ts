import type { StopRule, WaveSize } from '@stationmaster/server/contract'

export const waveChoices = ['once', 'careful', 'steady', 'own'] as const
export type WaveChoice = (typeof waveChoices)[number]

export const stopChoices = ['never', 'one', 'few', 'share'] as const
export type StopChoice = (typeof stopChoices)[number]

/** How a run goes, as it stands in the form. */
export interface Course {
  readonly waves: WaveChoice
  /** Sizes of one's own, as typed. */
  readonly sizes: string
  readonly stop: StopChoice
}

const MOST_SIZES = 10
const MOST_STATIONS = 100_000

/** Firmware goes out carefully unless somebody says otherwise; other commands at once. */
export function usualCourse(kind: string): Course {
  const isFirmware = kind === 'updateFirmware'
  return { waves: isFirmware ? 'careful' : 'once', sizes: '1, 10 %, 50 %', stop: isFirmware ? 'few' : 'never' }
}

/** The same as the server takes it; undefined when the sizes cannot be read. */
export function courseOf({ waves, sizes, stop }: Course) {
  const chosen = waves === 'own' ? readSizes(sizes) : [...SIZES[waves]]
  if (chosen === undefined) return undefined
  const rule = RULES[stop]
  return { ...(chosen.length === 0 ? {} : { waves: { sizes: chosen } }), ...(rule === null ? {} : { stopRule: rule }) }
}

const SIZES: Readonly<Record<Exclude<WaveChoice, 'own'>, readonly WaveSize[]>> = {
  once: [],
  careful: [{ stations: 1 }, { percent: 10 }],
  steady: [{ stations: 1 }, { percent: 10 }, { percent: 50 }],
}

const RULES: Readonly<Record<StopChoice, StopRule | null>> = {
  never: null,
  one: { failures: 1 },
  few: { failures: 2, percent: 10 },
  share: { percent: 10 },
}

/** Numbers and shares between commas; undefined when one is neither. */
export function readSizes(typed: string): WaveSize[] | undefined {
  const sizes = typed.split(/[,،;]/).map(readSize)
  const read = sizes.flatMap((size) => size ?? [])
  return read.length === sizes.length && read.length <= MOST_SIZES ? read : undefined
}

function readSize(typed: string): WaveSize | undefined {
  const [, digits, share] = /^\s*(\d+)\s*([%٪]?)\s*$/.exec(typed) ?? []
  const number = Number(digits)
  if (digits === undefined || number < 1) return undefined
  if (share !== '') return number <= 100 ? { percent: number } : undefined
  return number <= MOST_STATIONS ? { stations: number } : undefined
}

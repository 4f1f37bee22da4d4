import type { SessionDetail } from '@stationmaster/server/contract'
import { instantOf, localTime } from '../../app/i18n/local-time.ts'

/** A correction as it is typed: kWh, and times by the reader's clock. */
export interface CorrectionForm {
  readonly energyKwh: string
  readonly startedAt: string
  readonly endedAt: string
}

interface Correction {
  readonly energyWh?: number
  readonly startedAt?: string
  readonly endedAt?: string
}

const WH_PER_KWH = 1000
const MOST_KWH = 10_000

/** What is in force, to be changed. */
export function correctionForm(session: SessionDetail): CorrectionForm {
  const { energyWh, startedAt, endedAt } = inForce(session)
  return {
    energyKwh: String(energyWh / WH_PER_KWH),
    startedAt: localTime(startedAt),
    endedAt: endedAt === null ? '' : localTime(endedAt),
  }
}

function inForce(session: SessionDetail) {
  return session.review?.correction ?? session
}

export interface ReadCorrection {
  /** What differs; undefined while nothing does or something is wrong. */
  readonly correction: Correction | undefined
  readonly wrong: ReadonlySet<keyof CorrectionForm>
}

export function readCorrection(form: CorrectionForm, session: SessionDetail): ReadCorrection {
  const known = correctionForm(session)
  const changed = (name: keyof CorrectionForm) => form[name] !== known[name]
  const kWh = form.energyKwh.trim() === '' ? Number.NaN : Number(form.energyKwh.trim().replace(',', '.'))
  const [start, end] = [instantOf(form.startedAt), instantOf(form.endedAt)]
  const wrong = new Set<keyof CorrectionForm>()
  if (!(kWh >= 0 && kWh <= MOST_KWH)) wrong.add('energyKwh')
  if (Number.isNaN(start)) wrong.add('startedAt')
  if (Number.isNaN(end) || end < start || end > Date.now()) wrong.add('endedAt')
  const correction: Correction = {
    ...(changed('energyKwh') && { energyWh: Math.round(kWh * WH_PER_KWH) }),
    ...(changed('startedAt') && !wrong.has('startedAt') && { startedAt: new Date(start).toISOString() }),
    ...(changed('endedAt') && !wrong.has('endedAt') && { endedAt: new Date(end).toISOString() }),
  }
  const isReady = wrong.size === 0 && Object.keys(correction).length > 0
  return { correction: isReady ? correction : undefined, wrong }
}

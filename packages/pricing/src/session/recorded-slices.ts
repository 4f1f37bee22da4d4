import type { MeterInterval } from './meter.ts'
import type { Activity, SessionEvent } from './session.ts'
import type { Slice } from './timeline.ts'

/** Activity and tariff from one second on. */
interface Phase {
  readonly fromS: number
  readonly activity: Activity
  readonly tariffId: string | undefined
}

/** Energy flows evenly over these seconds of a meter interval. */
interface Spread {
  readonly interval: MeterInterval
  readonly flowS: number
  readonly flowsAlways: boolean
}

/**
 * Cuts a session (Unix seconds) where its activity or tariff changes and where the meter was read. `intervals` reach
 * from start to end without a hole.
 */
export function cutIntoSlices(
  events: readonly SessionEvent[],
  intervals: readonly MeterInterval[],
  startS: number,
  endS: number,
): Slice[] {
  const phases = phasesOf(events, startS, endS)
  const slices: Slice[] = []
  let phase = 0
  for (const interval of intervals) phase = cutInterval(slices, interval, phases, phase)
  return slices
}

function phasesOf(events: readonly SessionEvent[], startS: number, endS: number): Phase[] {
  const phases: Phase[] = []
  let [activity, tariffId]: [Activity, string | undefined] = ['charging', undefined]
  let fromS = startS
  for (const event of events) {
    if (event.kind !== 'activity' && event.kind !== 'tariff') continue
    const atS = Math.min(Math.max(Math.floor(event.atMs / 1000), startS), endS)
    if (atS > fromS) phases.push({ fromS, activity, tariffId })
    fromS = atS
    if (event.kind === 'activity') activity = event.activity
    else tariffId = event.tariffId
  }
  phases.push({ fromS, activity, tariffId })
  return phases
}

/** Adds the slices of one interval; returns the index of the phase it ends in. */
function cutInterval(slices: Slice[], interval: MeterInterval, phases: readonly Phase[], from: number): number {
  const { fromS, toS } = interval
  if (toS === fromS) {
    const at = phaseAt(phases, from, fromS)
    const phase = phases[at]
    if (phase !== undefined && interval.energyMilliWh > 0) slices.push(sliceOf(interval, phase, interval))
    return at
  }
  const spread = spreadOf(interval, phases, from)
  let at = phaseAt(phases, from, fromS)
  let [startS, flowedS] = [fromS, 0]
  while (startS < toS) {
    const phase = phases[at]
    if (phase === undefined) break
    const endS = Math.min(phases[at + 1]?.fromS ?? Infinity, toS)
    const untilS = flowedS + (spread.flowsAlways || flows(phase) ? endS - startS : 0)
    const energyMilliWh = flowed(spread, untilS) - flowed(spread, flowedS)
    const slice = sliceOf(interval, phase, { fromS: startS, toS: endS, energyMilliWh })
    slices.push(withPower(slice, interval, slices))
    ;[startS, flowedS] = [endS, untilS]
    if (endS < toS) at += 1
  }
  return at
}

/** Where nothing was measured, the vehicle is taken to go on as it did: the price of a running session must not jump. */
function withPower(slice: Slice, { isMeasured }: MeterInterval, before: readonly Slice[]): Slice {
  if (isMeasured || slice.parkingS > 0) return slice
  return { ...slice, powerMilliW: before.findLast(({ chargingS }) => chargingS > 0)?.powerMilliW }
}

function phaseAt(phases: readonly Phase[], from: number, atS: number): number {
  let at = from
  while ((phases[at + 1]?.fromS ?? Infinity) <= atS) at += 1
  return at
}

/** Energy flows while charging; when a meter interval has no such second, then all the time. */
function spreadOf(interval: MeterInterval, phases: readonly Phase[], from: number): Spread {
  let flowS = 0
  for (let at = from; at < phases.length; at++) {
    const phase = phases[at]
    if (phase === undefined || phase.fromS >= interval.toS) break
    const endS = Math.min(phases[at + 1]?.fromS ?? Infinity, interval.toS)
    if (flows(phase)) flowS += Math.max(0, endS - Math.max(phase.fromS, interval.fromS))
  }
  const flowsAlways = flowS === 0
  return { interval, flowS: flowsAlways ? interval.toS - interval.fromS : flowS, flowsAlways }
}

function flows({ activity }: Phase): boolean {
  return activity === 'charging'
}

function flowed({ interval, flowS }: Spread, afterS: number): number {
  return afterS >= flowS ? interval.energyMilliWh : shareOf(interval.energyMilliWh, afterS, flowS)
}

type Part = Pick<Slice, 'fromS' | 'toS' | 'energyMilliWh'>

function sliceOf(interval: MeterInterval, phase: Phase, { fromS, toS, energyMilliWh }: Part): Slice {
  const lengthS = toS - fromS
  const isCharging = phase.activity === 'charging' || phase.activity === 'suspended-by-station'
  return {
    context: 'session',
    fromS,
    toS,
    energyMilliWh,
    chargingS: isCharging ? lengthS : 0,
    parkingS: isCharging ? 0 : lengthS,
    reservationS: 0,
    powerMilliW: powerOf(energyMilliWh, lengthS),
    currentMilliA: isCharging ? interval.currentMilliA : 0,
    tariffId: phase.tariffId,
    isWhole: false,
  }
}

/** Mean power in mW; without length there is none to speak of. */
export function powerOf(energyMilliWh: number, lengthS: number): number | undefined {
  return lengthS > 0 ? (energyMilliWh * 3600) / lengthS : undefined
}

/** `part` / `whole` of an amount, rounded down, without losing a digit. */
export function shareOf(amount: number, part: number, whole: number): number {
  const product = amount * part
  if (Number.isSafeInteger(product)) return Math.floor(product / whole)
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole))
}

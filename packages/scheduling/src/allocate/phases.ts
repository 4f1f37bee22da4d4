import type { Charging } from './charging.ts'
import { add, addIfFits, type FlatLoad, type Ledger } from './ledger.ts'
import { ceilLevel } from './levels.ts'
import type { AllocatorSettings } from './settings.ts'
import type { Share } from './share.ts'

/** What three phases must bring beyond one to be worth a change, kW. */
const GAIN_KW = 0.2
/**
 * Decides which vehicles change between one and three phases. A vehicle that gets nothing on three lines, but could charge
 * on one, moves down while it is off; one that would get more on three lines for long enough is paused and moves up.
 */
export function changeOver(
  shares: readonly Share[],
  ledger: Ledger,
  threePhaseLoad: (charging: Charging) => FlatLoad | undefined,
  { settings, nowMs }: { readonly settings: AllocatorSettings; readonly nowMs: number },
): void {
  for (const share of shares) {
    const { charging, candidate } = share
    const { memory, singleLoad, vehicle } = charging
    if (singleLoad === undefined || memory.phaseSwitches >= settings.maxPhaseSwitches) continue
    if (memory.phases === 1) {
      const three = threePhaseLoad(charging)
      if (charging.point.phaseSwitching === 'both' && three !== undefined) moveUp(share, ledger, three, settings, nowMs)
    } else if (vehicle.phases !== 1 && candidate.amperes === 0 && charging.countedA === 0) {
      moveDown(share, ledger, singleLoad, nowMs)
    }
  }
}

function moveDown({ charging, candidate, duty }: Share, ledger: Ledger, single: FlatLoad, nowMs: number): void {
  if (duty.upToA === 0 && duty.binding.kind !== 'minimum-off-time') return
  if (duty.standsBy || candidate.blockedBy === undefined) return
  const lowest = ceilLevel(charging.levels, charging.levels.minA)
  if (addIfFits(ledger, single, Math.max(0, lowest - charging.safeA)) !== undefined) return
  note(charging, 1, nowMs)
}

function moveUp(share: Share, ledger: Ledger, three: FlatLoad, settings: AllocatorSettings, nowMs: number): void {
  const { charging, candidate } = share
  const { memory, levels, singleLoad } = charging
  const { amperes } = candidate
  if (singleLoad === undefined || amperes === 0 || nowMs - memory.switchedAtMs < settings.minOnMs) {
    memory.phaseWishSinceMs = undefined
    return
  }
  const wantedA = ceilLevel(levels, (amperes * singleLoad.kwPerA + GAIN_KW) / three.kwPerA)
  const gains = wantedA * three.kwPerA >= amperes * singleLoad.kwPerA + GAIN_KW
  const counted = Math.max(0, amperes - charging.safeA)
  const wantedMore = Math.max(0, wantedA - charging.safeA)
  add(ledger, singleLoad, -counted)
  const fits = gains && wantedA <= share.duty.upToA && addIfFits(ledger, three, wantedMore) === undefined
  if (fits) add(ledger, three, -wantedMore)
  memory.phaseWishSinceMs = fits ? (memory.phaseWishSinceMs ?? nowMs) : undefined
  const waited = memory.phaseWishSinceMs !== undefined && nowMs - memory.phaseWishSinceMs >= settings.phaseSwitchAfterMs
  if (!waited) {
    add(ledger, singleLoad, counted)
    return
  }
  candidate.amperes = 0
  note(charging, 3, nowMs)
}

function note({ memory }: Charging, phases: 1 | 3, nowMs: number): void {
  memory.phases = phases
  memory.phaseSwitches += 1
  memory.phaseSwitchedAtMs = nowMs
  memory.phaseWishSinceMs = undefined
  // The pause of a change-over is no pause of its own: the vehicle starts again as soon as it is over.
  memory.switchedAtMs = Number.NEGATIVE_INFINITY
}

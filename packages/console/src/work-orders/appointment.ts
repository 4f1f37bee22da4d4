import type { WorkOffer } from '@stationmaster/server/contract'
import { instantOf, localTime } from '../app/i18n/local-time.ts'

/** Who goes and when, as fields show it. */
export interface Appointment {
  readonly assigneeId: string
  readonly from: string
  readonly until: string
}

export function appointmentOf(personId: string, slot: WorkOffer['slot']): Appointment {
  return { assigneeId: personId, from: localTime(slot.from), until: localTime(slot.until) }
}

/** What the fields say; undefined while the end is not after the beginning, or more than a day after it. */
export function slotIn({ from, until }: Appointment): WorkOffer['slot'] | undefined {
  const [fromMs, untilMs] = [instantOf(from), instantOf(until)]
  const isSound = fromMs < untilMs && untilMs - fromMs <= 86_400_000
  return isSound ? { from: new Date(fromMs).toISOString(), until: new Date(untilMs).toISOString() } : undefined
}

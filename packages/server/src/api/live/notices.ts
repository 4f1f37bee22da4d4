import { z } from 'zod'
import { LIVE_SUBJECT } from '../../gateway/live.ts'
import type { Bus, Payload } from '../../platform/bus/index.ts'

const tenantId = z.int()
const stationKey = z.int()

const Notice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('station'), tenantId, stationKey }),
  z.object({ kind: z.literal('stationRemoved'), tenantId, identity: z.string() }),
  z.object({ kind: z.literal('session'), tenantId, stationKey, sessionId: z.string() }),
  z.object({ kind: z.literal('progress'), tenantId, stationKey, sessionId: z.string() }),
  z.object({ kind: z.literal('command'), tenantId, stationKey, commandId: z.string() }),
  z.object({ kind: z.literal('booking'), tenantId, bookingId: z.string() }),
  z.object({ kind: z.literal('quarantine'), tenantId, identity: z.string() }),
  z.object({ kind: z.literal('refusedHandshake'), tenantId, refusalId: z.int() }),
])
export type Notice = z.infer<typeof Notice>

/** Reads what came over the bus; a notice that a newer process has sent and we do not know is skipped. */
export function readNotices(payload: Payload): Notice[] {
  if (!Array.isArray(payload)) return []
  return payload.flatMap((entry) => Notice.safeParse(entry).data ?? [])
}

/** Tells live screens, in every process, that something has changed. */
export function announce(bus: Bus, notice: Notice): void {
  bus.publish(LIVE_SUBJECT, [notice])
}

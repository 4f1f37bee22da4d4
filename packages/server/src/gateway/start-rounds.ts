import type { Pool } from 'pg'
import { type Clock, Rounds } from '../platform/clock/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { PresenceLog } from './actor/presence-log.ts'
import { recordNodeAlive, recordPresence, sweepDeadNodes } from './admission/presence.ts'
import { findForgottenCommands, lapseCommands } from './commands/claim.ts'
import { crowdedInboxes } from './crowded-inboxes.ts'
import type { LiveNotice } from './live.ts'
import type { Quarantine } from './quarantine/quarantine.ts'
import type { KnockLog } from './refusals/knock-log.ts'
import { evictKnocks, recordKnocks } from './refusals/store.ts'
import type { Registry } from './registry.ts'
import { PAUSE } from './socket/flow.ts'

export interface RoundsOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Logger
  readonly nodeId: string
  readonly quarantine: Quarantine
  readonly registry: Registry
  readonly presence: PresenceLog
  /** Entries of one station's inbox before its socket is paused. */
  readonly inboxEntries: number
  readonly knocks: KnockLog
  publish(notice: LiveNotice): void
}

const PRESENCE_MS = 10_000
const LAPSE_MS = 5000
const EVICT_MS = 10_000
const INBOX_MS = 1000
const SWEEP_MS = 15_000
const KNOCKS_MS = 1000

/** Starts the gateway's periodic writes. */
export function startRounds(options: RoundsOptions): Rounds {
  const { pool, clock, log, nodeId, quarantine, registry, presence, publish } = options
  const rounds = new Rounds(clock, log)
  rounds.every(PRESENCE_MS, 'presence', async () => {
    await recordNodeAlive(pool, nodeId)
    await storePresence(pool, presence)
  })
  rounds.every(LAPSE_MS, 'lapsed commands', async () => {
    for (const lapsed of await lapseCommands(pool, clock.nowMs())) publish({ kind: 'command', ...lapsed })
  })
  rounds.every(LAPSE_MS, 'forgotten commands', async () => {
    for (const { stationKey, commandId } of await findForgottenCommands(pool, nodeId, clock.nowMs())) {
      registry.get(stationKey)?.deliver(commandId)
    }
  })
  rounds.every(INBOX_MS, 'crowded inboxes', () => holdCrowded(pool, registry, options.inboxEntries))
  rounds.every(EVICT_MS, 'quarantine', () => quarantine.evict())
  rounds.every(KNOCKS_MS, 'refused handshakes', () => storeKnocks(options))
  rounds.every(SWEEP_MS, 'dead processes', () => sweepDeadNodes(pool, nodeId))
  return rounds
}

/** Stores signs of life; what cannot be stored now waits for the next round. */
export async function storePresence(pool: Pool, presence: PresenceLog): Promise<void> {
  const presences = presence.drain()
  if (presences.length === 0) return
  try {
    await recordPresence(pool, presences)
  } catch (error) {
    presence.restore(presences)
    throw error
  }
}

/** What cannot be stored is let go: who is refused knocks again. */
async function storeKnocks({ pool, clock, knocks, publish }: RoundsOptions): Promise<void> {
  const drained = knocks.drain()
  if (drained.length === 0) return
  const recorded = await recordKnocks(pool, drained)
  await evictKnocks(pool, clock.nowMs())
  for (const knock of recorded) publish({ kind: 'refusedHandshake', ...knock })
}

/** A station that reports faster than its reports are worked on is not read until it is less: what it has to say it keeps. */
async function holdCrowded(pool: Pool, registry: Registry, entries: number): Promise<void> {
  const crowded = await crowdedInboxes(pool, entries)
  for (const actor of registry.actors()) {
    if (crowded.has(actor.state.stationKey)) actor.pause(PAUSE.inbox)
    else actor.resume(PAUSE.inbox)
  }
}

import type { Registry } from 'prom-client'
import { type Bus, InProcessBus } from './platform/bus/index.ts'
import { type Clock, systemClock } from './platform/clock/index.ts'
import { createReadiness, type Readiness } from './platform/http/index.ts'
import { type Ids, uuidV7Ids } from './platform/ids/index.ts'
import type { Logger } from './platform/logging/index.ts'
import { createMetrics } from './platform/metrics/index.ts'
import { type Random, systemRandom } from './platform/random/index.ts'

/** What every part of the program may lean on. */
export interface Foundations {
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  readonly metrics: Registry
  readonly readiness: Readiness
  readonly bus: Bus
}

/** Real chance and ids, and the bus of one process; the clock is the system's unless another is given. */
export function layFoundations(logger: Logger, clock: Clock = systemClock): Foundations {
  const random = systemRandom
  return {
    clock,
    random,
    logger,
    ids: uuidV7Ids(clock, random),
    metrics: createMetrics(),
    readiness: createReadiness(),
    bus: new InProcessBus({ clock, logger: logger.child({ subsystem: 'bus' }) }),
  }
}

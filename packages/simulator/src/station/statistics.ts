/** Counters of a station or a fleet. */
export interface Statistics {
  connects: number
  disconnects: number
  connectFailures: number
  /** Calls transmitted, including repeats. */
  sent: number
  acked: number
  /** Answered with CALLERROR, or unreadably. */
  refused: number
  unanswered: number
  /** Transaction messages thrown away after too many attempts. */
  dropped: number
  commands: number
  sessionsStarted: number
  sessionsEnded: number
  energyWh: number
  faults: number
}

/** Counters at zero. */
export function createStatistics(): Statistics {
  return {
    connects: 0,
    disconnects: 0,
    connectFailures: 0,
    sent: 0,
    acked: 0,
    refused: 0,
    unanswered: 0,
    dropped: 0,
    commands: 0,
    sessionsStarted: 0,
    sessionsEnded: 0,
    energyWh: 0,
    faults: 0,
  }
}

/** Adds counters up. */
export function sumStatistics(all: readonly Statistics[]): Statistics {
  const total = createStatistics()
  for (const one of all) {
    for (const [name, value] of Object.entries(one)) {
      if (isCounter(total, name)) total[name] += value
    }
  }
  return total
}

function isCounter(statistics: Statistics, name: string): name is keyof Statistics {
  return Object.hasOwn(statistics, name)
}

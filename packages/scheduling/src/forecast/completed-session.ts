/** What is known when a vehicle plugs in. */
export interface Arrival {
  readonly siteId: string
  /** Left out: nobody knows who it is. */
  readonly driverId?: string
  readonly atMs: number
  /** How long the driver says to stay. */
  readonly statedStayMs?: number
  /** How much the driver says to need. */
  readonly statedKwh?: number
}

/** What became of it. */
export interface CompletedSession extends Arrival {
  readonly stayMs: number
  readonly energyKwh: number
}

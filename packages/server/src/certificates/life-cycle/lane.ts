/** What a lane works on. */
export interface LaneWork<Row> {
  /** At most so many at once. */
  readonly atOnce: number
  /** Takes what is due, at most so many; nobody else gets it for a while. */
  take(limit: number): Promise<readonly Row[]>
  /** Works on one. A failure is the one's own. */
  work(row: Row): Promise<void>
  readonly onTrouble: (error: unknown) => void
}

/**
 * Works on rows of one kind, a bounded number at a time. Only as many are taken as there are free places, so one that hangs
 * costs its place until its time-out, and holds up neither the others nor other lanes.
 */
export class Lane<Row> {
  readonly #work: LaneWork<Row>
  readonly #running = new Set<Promise<void>>()
  #filling: Promise<void> | undefined
  #isWoken = false
  #isStopped = false

  constructor(work: LaneWork<Row>) {
    this.#work = work
  }

  /** There may be something to do. Resolves when it has been begun. */
  wake(): Promise<void> {
    this.#isWoken = true
    this.#filling ??= this.#fill()
      .catch(this.#work.onTrouble)
      .finally(() => {
        this.#filling = undefined
        // Woken in the moment it ended.
        if (this.#isWoken && !this.#isStopped && this.#running.size < this.#work.atOnce) void this.wake()
      })
    return this.#filling
  }

  /** Takes nothing more, and resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#filling
    await Promise.all(this.#running)
  }

  async #fill(): Promise<void> {
    while (this.#isWoken && !this.#isStopped) {
      const free = this.#work.atOnce - this.#running.size
      // A place that becomes free wakes us.
      if (free === 0) return
      this.#isWoken = false
      const rows = await this.#work.take(free)
      for (const row of rows) this.#begin(row)
      // There may be more than there were places.
      if (rows.length === free) this.#isWoken = true
    }
  }

  #begin(row: Row): void {
    const running = this.#work
      .work(row)
      .catch(this.#work.onTrouble)
      .finally(() => {
        this.#running.delete(running)
        if (this.#isWoken) void this.wake()
      })
    this.#running.add(running)
  }
}

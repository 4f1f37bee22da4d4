/** Work that is heavy on the database, one at a time for each tenant; what waits holds no connection. */
export class Turns {
  readonly #last = new Map<number, Promise<unknown>>()

  take<Result>(tenantId: number, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(tenantId) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#last.set(tenantId, mine)
    const leave = () => {
      if (this.#last.get(tenantId) === mine) this.#last.delete(tenantId)
    }
    mine.then(leave, leave)
    return mine
  }
}

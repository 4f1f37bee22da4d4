import { eachAlone } from '../platform/each-alone.ts'
import { readRecipients } from './people.ts'
import { type TellServices, tellOne } from './tell.ts'
import { claimMails, claimSendings, type Telling } from './tellings.ts'

/** People who are sent something at once by this process, each way counted apart. */
const MOST_AT_ONCE = 60

interface Sending {
  readonly tellings: readonly Telling[]
  readonly running: Promise<void>
}

/** Writes all mails that are due, all of one person together. They wait for nobody: another part sends them. */
export async function writeMails(services: TellServices): Promise<void> {
  const { database, clock } = services
  const due = await database.transaction((tx) => claimMails(tx, clock.nowMs()))
  const people = await recipientsOf(services, due)
  await eachAlone(byAddress(due).values(), (tellings) => tellOne(services, people, tellings))
}

/** Sends what is due to browsers and addresses of people. Nobody waits for the slow receiver of somebody else. */
export class Sendings implements AsyncDisposable {
  readonly #services: TellServices
  /** What is under way, by person and way. */
  readonly #underWay = new Map<string, Sending>()
  #isClosed = false

  constructor(services: TellServices) {
    this.#services = services
  }

  /** Starts what is due and free to start. */
  async step(): Promise<void> {
    const most = MOST_AT_ONCE - this.#underWay.size
    if (most <= 0 || this.#isClosed) return
    const { database, clock } = this.#services
    const busy = [...this.#underWay.values()].flatMap(({ tellings }) => tellings.slice(0, 1))
    const due = await database.transaction((tx) => claimSendings(tx, { nowMs: clock.nowMs(), most, busy }))
    const people = await recipientsOf(this.#services, due)
    for (const [address, tellings] of byAddress(due)) {
      const running = this.#send(tellings, people).finally(() => this.#underWay.delete(address))
      this.#underWay.set(address, { tellings, running })
    }
  }

  /** Resolves when all that is under way has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#underWay.values()].map(({ running }) => running))
  }

  async #send(tellings: readonly Telling[], people: People): Promise<void> {
    try {
      await tellOne(this.#services, people, tellings)
    } catch (error) {
      // It is told again when its lease has ended.
      const { logger } = this.#services
      logger.warn({ err: error, notices: tellings.length }, 'Notices could not be told, and will be tried again')
    }
  }
}

type People = Awaited<ReturnType<typeof readRecipients>>

async function recipientsOf({ database }: TellServices, due: readonly Telling[]): Promise<People> {
  return due.length === 0 ? [] : readRecipients(database.kysely, [...new Set(due.map(({ tenantId }) => tenantId))])
}

function byAddress(due: readonly Telling[]): ReadonlyMap<string, readonly Telling[]> {
  return Map.groupBy(due, ({ tenantId, personId, channel }) => `${tenantId} ${personId} ${channel}`)
}

import pg from 'pg'

const ANSWER_MS = 2_000

/** Asks the database for a sign of life over a connection of its own, so that a busy pool does not look like an outage. */
export interface Probe {
  /** Rejects when the database gives no answer within two seconds, also not over a fresh connection. */
  ask(): Promise<void>
  close(): Promise<void>
}

export function connectionProbe(config: pg.ClientConfig): Probe {
  let client: pg.Client | undefined

  const discard = async (): Promise<void> => {
    const old = client
    client = undefined
    // The connection is broken already; there is nothing to learn from how it closes.
    await old?.end().catch(() => undefined)
  }

  const askOnce = async (): Promise<void> => {
    if (client === undefined) {
      const fresh = new pg.Client({ ...config, connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS })
      // Without a listener a lost connection would end the process; the next question notices it.
      fresh.on('error', () => undefined)
      await fresh.connect()
      client = fresh
    }
    await client.query('select 1')
  }

  return {
    async ask() {
      const hadConnection = client !== undefined
      try {
        await askOnce()
      } catch (error) {
        void discard()
        if (!hadConnection) throw error
        // Only this connection may have been lost.
        await askOnce()
      }
    },
    close: discard,
  }
}

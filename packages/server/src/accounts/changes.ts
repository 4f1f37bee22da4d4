import type { Bus } from '../platform/bus/index.ts'
import type { Tx } from '../platform/database/index.ts'

/** Bus subject: what somebody may do has changed. Whoever holds a stream open looks again. */
const SUBJECT = 'accounts.changed'

/** Whose rights may have changed; without both, anybody's. */
export interface AccountChange {
  readonly personId?: string
  readonly keyId?: string
}

/** Tells every process that rights have changed. A lost message costs seconds: open streams look by themselves too. */
export interface AccountChanges {
  /** Announces once the transaction is durable. */
  announceAfter(tx: Tx, change: AccountChange): void
  /** Calls `run` for every change. Returns the function that stops the calls. */
  onChange(run: (change: AccountChange) => void): () => void
}

export function accountChanges(bus: Bus): AccountChanges {
  return {
    announceAfter: (tx, change) => tx.afterCommit(() => bus.publish(SUBJECT, { ...change })),
    onChange: (run) => {
      const subscription = bus.subscribe(SUBJECT, ({ payload }) => run(readChange(payload)))
      return () => subscription.stop()
    },
  }
}

function readChange(payload: unknown): AccountChange {
  if (typeof payload !== 'object' || payload === null) return {}
  const personId = 'personId' in payload && typeof payload.personId === 'string' ? payload.personId : undefined
  const keyId = 'keyId' in payload && typeof payload.keyId === 'string' ? payload.keyId : undefined
  return { ...(personId === undefined ? {} : { personId }), ...(keyId === undefined ? {} : { keyId }) }
}

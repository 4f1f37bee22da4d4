import type { Kysely, KyselyPlugin, PluginTransformQueryArgs, RootOperationNode, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Reading. Functions that only read take a `Db`; a `Tx` is one too. */
export type Db = Pick<Kysely<Tables>, 'selectFrom' | 'selectNoFrom' | 'fn' | 'dynamic' | 'getExecutor'>

/** Writing. Only `Database.transaction` makes one, so a write outside a transaction does not compile. */
export type Tx = Transaction<Tables> & {
  /** Runs once the transaction is durable, in the order given; never when it rolls back. */
  afterCommit(run: () => void | Promise<void>): void
}

/** Refuses queries through a `Tx` that somebody kept after its transaction ended. */
class EndedTransactionGuard implements KyselyPlugin {
  #hasEnded = false

  end(): void {
    this.#hasEnded = true
  }

  assertOpen(): void {
    if (this.#hasEnded) throw new Error('This transaction has ended; a Tx must not outlive its callback.')
  }

  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    this.assertOpen()
    return args.node
  }

  transformResult: KyselyPlugin['transformResult'] = (args) => Promise.resolve(args.result)
}

/**
 * Runs `work` in one transaction: commits when it resolves, rolls back when it throws. A failing after-commit step
 * goes to `reportHookError`, because the caller's work is done and durable by then.
 */
export async function runInTransaction<Result>(
  kysely: Kysely<Tables>,
  work: (tx: Tx) => Promise<Result>,
  reportHookError: (error: unknown) => void,
): Promise<Result> {
  const hooks: (() => void | Promise<void>)[] = []
  const result = await kysely.transaction().execute(async (transaction) => {
    const guard = new EndedTransactionGuard()
    const afterCommit: Tx['afterCommit'] = (run) => {
      guard.assertOpen()
      hooks.push(run)
    }
    try {
      return await work(Object.assign(transaction.withPlugin(guard), { afterCommit }))
    } finally {
      guard.end()
    }
  })
  for (const hook of hooks) {
    try {
      await hook()
    } catch (error) {
      reportHookError(error)
    }
  }
  return result
}

import { startServer } from './app.ts'
import type { Config } from './config/index.ts'
import { createDemoClock, startDemo } from './demo/index.ts'
import { greeting } from './greeting.ts'
import type { Logger } from './platform/logging/index.ts'

/** The running program; disposing stops it. */
export interface Program extends AsyncDisposable {
  /** What a person at the terminal needs to know. */
  readonly greeting: string
  /** Resolves when it is worth a look: at once, or when the demo has played its past. */
  readonly worthALook: Promise<void>
}

/** Starts the server, and with --demo the fleet that plays on it. Throws sentences for the operator. */
export async function startProgram(config: Config, logger: Logger): Promise<Program> {
  await using stack = new AsyncDisposableStack()
  let worthALook = Promise.resolve()
  const demoClock = config.demo ? createDemoClock() : undefined
  const server = stack.use(await startServer(config, logger, demoClock))
  if (demoClock !== undefined) {
    const secure = config.http.tls !== undefined
    const demo = stack.use(await startDemo({ ...server.parts, clock: demoClock, port: server.port, secure }))
    worthALook = demo.caughtUp
  }
  const everything = stack.move()
  return { greeting: greeting(server), worthALook, [Symbol.asyncDispose]: () => everything.disposeAsync() }
}

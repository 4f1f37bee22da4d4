import { startServer } from './app.ts'
import type { Config } from './config/index.ts'
import { startDemo } from './demo/index.ts'
import { greeting } from './greeting.ts'
import type { Logger } from './platform/logging/index.ts'

/** The running program; disposing stops it. */
export interface Program extends AsyncDisposable {
  /** What a person at the terminal needs to know. */
  readonly greeting: string
}

/** Starts the server, and with --demo the fleet that plays on it. Throws sentences for the operator. */
export async function startProgram(config: Config, logger: Logger): Promise<Program> {
  await using stack = new AsyncDisposableStack()
  const server = stack.use(await startServer(config, logger))
  if (config.demo) {
    stack.use(await startDemo({ ...server.parts, port: server.port, secure: config.http.tls !== undefined }))
  }
  const everything = stack.move()
  return { greeting: greeting(server), [Symbol.asyncDispose]: () => everything.disposeAsync() }
}

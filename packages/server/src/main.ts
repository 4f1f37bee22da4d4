import { type Config, loadConfig, readEnvironment } from './config/index.ts'
import { makeOwnerLink } from './owner-link-command.ts'
import { createLogger, type Logger, silentLogger } from './platform/logging/index.ts'
import { type Program, startProgram } from './program.ts'

/**
 * What stopping may take besides waiting for work in flight: 60,000 stations are closed at 200 a second. Past this
 * something hangs and the process had better go.
 */
const STOP_LIMIT_MS = 300_000

/** Signals this close together are one request. */
const SAME_REQUEST_MS = 1000

await main(process.argv.slice(2))

async function main(words: readonly string[]): Promise<void> {
  const loaded = loadConfig({ words, environment: readEnvironment(), directory: process.cwd() })
  switch (loaded.kind) {
    case 'help':
      process.stdout.write(loaded.text)
      return
    case 'refused':
      fail(loaded.problems.join('\n'))
      return
    case 'config':
      if (loaded.ownerLink) await printOwnerLink(loaded.config)
      else await serve(loaded.config)
  }
}

async function serve(config: Config): Promise<void> {
  const logger = createLogger({ level: config.logLevel, readable: process.stdout.isTTY })
  endOnSurprise(logger)
  const stopSignal = nextSignal()
  const program = await startOrFail(config, logger)
  if (program === undefined) return
  await Promise.race([program.worthALook, stopSignal])
  process.stdout.write(program.greeting)
  logger.info({ signal: await stopSignal }, 'Stopping')
  // Gateway and API each wait for work in flight.
  const limitMs = STOP_LIMIT_MS + 2 * config.drainTimeoutMs
  setTimeout(() => endNow(logger, new Error('Stopping took too long.')), limitMs).unref()
  await program[Symbol.asyncDispose]()
  logger.info('Stopped')
  // Everything of ours is closed; what a library keeps open must not keep the process.
  process.exit(0)
}

async function printOwnerLink(config: Config): Promise<void> {
  try {
    process.stdout.write(`${await makeOwnerLink(config, silentLogger)}\n`)
  } catch (error) {
    fail(sentenceOf(error))
  }
}

async function startOrFail(config: Config, logger: Logger): Promise<Program | undefined> {
  try {
    return await startProgram(config, logger)
  } catch (error) {
    logger.debug({ err: error }, 'The server could not start')
    fail(sentenceOf(error))
    return undefined
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/**
 * Resolves at the first request to stop, or when the launcher is gone. A later signal, of somebody who does not want to
 * wait, ends the process; one that comes at once is the same Ctrl-C, passed on by npm or the launcher.
 */
function nextSignal(): Promise<NodeJS.Signals | 'launcher gone'> {
  return new Promise((resolve) => {
    process.once('disconnect', () => resolve('launcher gone'))
    process.channel?.unref()
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        resolve(signal)
        process.on(signal, ignore)
        setTimeout(() => process.off(signal, ignore).once(signal, () => process.exit(130)), SAME_REQUEST_MS).unref()
      })
    }
  })
}

function ignore(): void {}

/** What nobody expected is logged and ends the process: a supervisor starts it afresh, nothing acknowledged is lost. */
function endOnSurprise(logger: Logger): void {
  process.on('uncaughtException', (error) => endNow(logger, error))
  process.on('unhandledRejection', (reason) => endNow(logger, reason))
}

function endNow(logger: Logger, error: unknown): void {
  logger.fatal({ err: error }, 'Ending after an unexpected failure')
  process.exit(1)
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

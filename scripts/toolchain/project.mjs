import { fileURLToPath } from 'node:url'

/** The root folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Says what a script is doing. */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/** Ends the script with a sentence for the person who started it. */
export function fail(text) {
  process.stderr.write(`\n${text}\n`)
  process.exit(1)
}

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeBudget, FIRST_SCREEN, measureBuild } from './measure-build.ts'

/** Fails when the built console is heavier than its readers were promised. Run after `npm run build`. */
const folder = fileURLToPath(new URL('../dist', import.meta.url))
const { text, isKept } = describeBudget(measureBuild((path) => readFileSync(`${folder}/${path}`), FIRST_SCREEN))
process.stdout.write(text)
process.exitCode = isKept ? 0 : 1

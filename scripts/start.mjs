/*
 * Starts Stationmaster on any machine with npm and Node 20 or newer: installs what is missing, builds the console
 * when it is out of date and runs the program under Node 24. Arguments, signals and the exit code pass through.
 */
import { join } from 'node:path'
import { ensureConsole } from './toolchain/console.mjs'
import { ensureDependencies } from './toolchain/dependencies.mjs'
import { launch } from './toolchain/launch.mjs'
import { neededNode } from './toolchain/node.mjs'
import { root } from './toolchain/project.mjs'

const program = join(root, 'packages', 'server', 'src', 'main.ts')
const isQuestion = process.argv.includes('--help') || process.argv.includes('-h')

ensureDependencies()
// Says what is missing before anything is built.
neededNode()
if (!isQuestion) ensureConsole()
launch([program, ...process.argv.slice(2)])

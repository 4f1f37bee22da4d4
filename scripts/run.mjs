/*
 * Runs a script of the project under Node 24 on any machine with npm and Node 20 or newer, after installing what is
 * missing: `node scripts/run.mjs bench/run.ts --quick`.
 */
import { join } from 'node:path'
import { ensureDependencies } from './toolchain/dependencies.mjs'
import { launch } from './toolchain/launch.mjs'
import { root } from './toolchain/project.mjs'

const [script = '', ...words] = process.argv.slice(2)
ensureDependencies()
launch([join(root, script), ...words])

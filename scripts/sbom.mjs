/* Writes the software bill of materials of what we ship (CycloneDX) to sbom.cdx.json. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, root, say } from './toolchain/project.mjs'

const FILE = 'sbom.cdx.json'
const LARGEST_BYTES = 67_108_864

const words = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--omit=dev', '--package-lock-only']
const made = spawnSync('npm', words, {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: LARGEST_BYTES,
  shell: process.platform === 'win32',
})
if (made.status !== 0) fail(`npm could not write the bill of materials:\n${made.stderr}`)
const { components = [] } = JSON.parse(made.stdout)
writeFileSync(join(root, FILE), made.stdout)
say(`${FILE} names ${components.length} components.`)

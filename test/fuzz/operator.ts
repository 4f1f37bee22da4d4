import { setTimeout as delay } from 'node:timers/promises'
import type { OcppVersion } from '@stationmaster/ocpp'
import { COMMAND_VERSIONS } from '../../packages/server/src/contract/command-versions.ts'
import { count, type Tally, violation } from './fuzz-tally.ts'
import type { SeededRandom } from './seeded-random.ts'
import { COMMAND_SCHEMAS, validCommand } from './valid-command.ts'

export interface Target {
  readonly identity: string
  readonly version: OcppVersion
}

export interface OperatorOptions {
  readonly port: number
  readonly key: string
  readonly targets: readonly Target[]
  readonly random: SeededRandom
  readonly tally: Tally
}

const PAUSE_MS = 20
const DEADLINE_S = 20

/** Orders one command after another by REST, of every kind in turn, from stations of the version, until told to stop. */
export function startOperator(options: OperatorOptions): { stop(): Promise<void> } {
  let isRunning = true
  const kinds = [...COMMAND_SCHEMAS.keys()]
  const work = async () => {
    for (let turn = options.random.integer(0, kinds.length); isRunning; turn += 1) {
      await order(options, kinds[turn % kinds.length] ?? 'raw')
      await delay(PAUSE_MS)
    }
  }
  const working = work()
  return {
    async stop() {
      isRunning = false
      await working
    },
  }
}

async function order({ port, key, targets, random, tally }: OperatorOptions, kind: string): Promise<void> {
  const versions: readonly string[] =
    new Map<string, readonly string[]>(Object.entries(COMMAND_VERSIONS)).get(kind) ?? []
  const fitting = targets.filter(({ version }) => versions.includes(version))
  if (fitting.length === 0) return
  const { identity, version } = random.pick(fitting)
  const command = validCommand(kind, random)
  const body = JSON.stringify({ command, ifOffline: random.pick(['queue', 'refuse']), deadlineS: DEADLINE_S })
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/stations/${encodeURIComponent(identity)}/commands`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
    })
    const text = await response.text()
    tally.ordered += 1
    if (response.ok) count(tally.commands, `${version} ${kind}`)
    else count(tally.refusedCommands, `${kind} ${response.status}`)
    if (response.status >= 500) violation(tally, `the API answered ${response.status}`, `${text} to ${body}`)
  } catch (error) {
    violation(tally, 'the API did not answer', `${String(error)} to ${body}`)
  }
}

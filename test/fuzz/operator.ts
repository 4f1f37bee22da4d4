import { setTimeout as delay } from 'node:timers/promises'
import { actionsOf, type OcppVersion } from '@stationmaster/ocpp'
import { COMMAND_VERSIONS } from '../../packages/server/src/contract/command-versions.ts'
import { count, type Tally, violation } from './fuzz-tally.ts'
import type { SeededRandom } from './seeded-random.ts'
import { COMMAND_SCHEMAS, validCommand } from './valid-input.ts'
import { validPayload } from './valid-payload.ts'

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
  // Every other command is a raw one: they alone reach every action.
  const kinds = [...COMMAND_SCHEMAS.keys()].flatMap((kind) => [kind, 'raw'])
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
  const command = kind === 'raw' ? rawCommand(version, random) : validCommand(kind, random)
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

/** Any action that a station of the version may be asked for, those without a command of their own among them. */
function rawCommand(version: OcppVersion, random: SeededRandom) {
  const action = random.pick(actionsOf(version, 'toStation'))
  return { kind: 'raw', action, payload: validPayload(version, action, random) }
}

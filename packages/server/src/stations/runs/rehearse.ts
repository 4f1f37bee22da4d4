import { DIALECTS, type OcppVersion } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandInput, CommandRehearsal, LeftOut, StationSummary, WavePlan } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { neutralCommand } from '../commands/neutral-command.ts'
import { refuseBlocked } from '../commands/send-command.ts'
import { movesFile } from '../file-exchange.ts'
import type { TenantId } from '../ids.ts'
import { readSummaries } from '../station-rows.ts'
import { waveSizes } from './waves.ts'

type Input = z.output<typeof CommandInput>

const TOGETHER = 1000
const MOST_NAMED = 200

/** Who would get a command now, who once it connects, and who would not: by the rules that its turns will go by. */
export async function rehearseRun(
  db: Db,
  tenantId: TenantId,
  stationKeys: readonly number[],
  { input, waves, nowMs }: { readonly input: Input; readonly waves: WavePlan | undefined; readonly nowMs: number },
): Promise<CommandRehearsal> {
  const writable = writableIn(input, nowMs)
  const leftOut: LeftOut[] = []
  let [now, onConnect] = [0, 0]
  for (let start = 0; start < stationKeys.length; start += TOGETHER) {
    const stations = await readSummaries(db, tenantId, stationKeys.slice(start, start + TOGETHER))
    for (const station of stations) {
      const why = reasonAgainst(input, station, writable)
      if (why !== undefined) leftOut.push(why)
      else if (station.online) now += 1
      else onConnect += 1
    }
  }
  const refused = leftOut.length
  return {
    ...{ stations: stationKeys.length, now, onConnect, refused, leftOut: leftOut.slice(0, MOST_NAMED) },
    waves: [...waveSizes(waves?.sizes ?? [], stationKeys.length)],
  }
}

function reasonAgainst(
  input: Input,
  station: StationSummary,
  writable: (version: OcppVersion) => string | undefined,
): LeftOut | undefined {
  try {
    refuseBlocked(input, station, undefined)
  } catch (error) {
    if (error instanceof Refusal) return { stationId: station.id, code: error.code, detail: error.message }
    throw error
  }
  const detail = station.ocppVersion === null ? undefined : writable(station.ocppVersion)
  return detail === undefined ? undefined : { stationId: station.id, code: 'commandNotWritable', detail }
}

/** Why a version cannot say this command. What depends on one station, its file or its transaction, shows at its turn. */
function writableIn(input: Input, nowMs: number): (version: OcppVersion) => string | undefined {
  if (movesFile(input.command) || 'sessionId' in input.command) return () => undefined
  const command = neutralCommand(input.command, {
    idToken: { value: 'START', type: 'Central' },
    transactionId: 'transactionId' in input.command ? input.command.transactionId : undefined,
    requestId: 1,
    nowMs,
    file: undefined,
  })
  /** By version. */
  const answers = new Map<OcppVersion, string | undefined>()
  return (version) => {
    if (!answers.has(version)) {
      const encoded = DIALECTS[version].encodeCommand(command)
      answers.set(version, encoded.ok ? undefined : encoded.reason)
    }
    return answers.get(version)
  }
}

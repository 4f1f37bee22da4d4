import { readFileSync } from 'node:fs'
import type { OcppVersion } from '@stationmaster/ocpp'
import { type CliOptions, helpText, parseCli } from './cli-options.ts'
import { readSessionFile } from './drivers/session-file.ts'
import { hardwareOfPower } from './energy/hardware.ts'
import { createFleet, type Fleet, type FleetStationOptions } from './fleet/fleet.ts'
import { createRandom, type Random } from './random.ts'
import { createLapseScheduler, createSystemScheduler } from './time/scheduler.ts'

const MIXTURE: readonly OcppVersion[] = ['1.6', '2.0.1', '1.6', '2.1']
const DRAWN_TOKENS = 50
const LINE_EVERY_MS = 1_000

/** Passwords by identity from a JSON file; throws a sentence when it is something else. */
function readPasswords(path: string): ReadonlyMap<string, string> {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${path}: not a JSON object`)
  return new Map(
    Object.entries(parsed).map(([identity, password]) => {
      if (typeof password !== 'string') throw new Error(`${path}: the password of ${identity} is not a string`)
      return [identity, password]
    }),
  )
}

function stationOptions(
  options: CliOptions,
  index: number,
  passwords: ReadonlyMap<string, string>,
): FleetStationOptions {
  const identity = `${options.identityPrefix}${String(index + 1).padStart(4, '0')}`
  const password = passwords.get(identity) ?? options.password
  const powerW = (options.powerKw[index % options.powerKw.length] ?? 11) * 1000
  const version = options.version === 'mixed' ? (MIXTURE[index % MIXTURE.length] ?? '1.6') : options.version
  return {
    identity,
    url: options.url,
    version,
    evses: Array.from({ length: options.evses }, () => ({ hardware: hardwareOfPower(powerW) })),
    settings: options.settings,
    behaviour: { bootOnReconnect: options.bootOnReconnect },
    ...(password !== undefined && { password }),
  }
}

function drawTokens(random: Random): string[] {
  return Array.from({ length: DRAWN_TOKENS }, () => random.uuid().replaceAll('-', '').slice(0, 14).toUpperCase())
}

function buildFleet(options: CliOptions) {
  const startAtMs = Date.now() - options.startHoursAgo * 3_600_000
  const scheduler = createLapseScheduler({ speed: options.speed, startAtMs })
  const network = createSystemScheduler()
  const random = createRandom(options.seed)
  const passwords = options.passwordFile === undefined ? new Map<string, string>() : readPasswords(options.passwordFile)
  const fleet = createFleet({
    stations: Array.from({ length: options.stations }, (_, index) => stationOptions(options, index, passwords)),
    tokens: options.tokens.length > 0 ? options.tokens : drawTokens(random.fork('tokens')),
    scheduler,
    network,
    random,
    faults: options.faults,
    busyness: options.busyness,
    timeZone: options.timeZone,
    rampMs: options.rampS * 1000,
    ...(options.sessionsPerHour !== undefined && { sessionsPerHour: options.sessionsPerHour }),
    ...(options.replay !== undefined && { replay: readSessionFile(options.replay).sessions }),
  })
  const halt = () => {
    scheduler.stop()
    network.stop()
  }
  return { fleet, scheduler, halt }
}

function summaryLine(fleet: Fleet, nowMs: number): string {
  const s = fleet.statistics()
  const clock = new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ')
  const parts = [
    clock,
    `online ${fleet.online()}/${fleet.stations.length}`,
    `charging ${fleet.charging()}`,
    `sessions ${s.sessionsEnded}/${s.sessionsStarted}`,
    `${(s.energyWh / 1000).toFixed(0)} kWh`,
    `sent ${s.sent} acked ${s.acked} refused ${s.refused} unanswered ${s.unanswered}`,
    `queued ${fleet.queued()} dropped ${s.dropped}`,
    `faults ${s.faults}`,
  ]
  return parts.join(' · ')
}

async function run(options: CliOptions): Promise<void> {
  const { fleet, scheduler, halt } = buildFleet(options)
  const startedMs = Date.now()
  const terminal = process.stdout.isTTY
  const print = () => {
    const line = summaryLine(fleet, scheduler.now())
    process.stdout.write(terminal ? `\r${line.slice(0, process.stdout.columns - 1)}\u001b[K` : `${line}\n`)
  }
  const lines = options.json ? undefined : setInterval(print, terminal ? LINE_EVERY_MS : 10 * LINE_EVERY_MS)
  fleet.start()
  await endOfRun(options.durationS)
  clearInterval(lines)
  await fleet.stop()
  halt()
  if (!options.json) {
    print()
    process.stdout.write('\n')
    return
  }
  const seconds = (Date.now() - startedMs) / 1000
  const summary = { seconds, stations: fleet.stations.length, queued: fleet.queued(), ...fleet.statistics() }
  process.stdout.write(`${JSON.stringify(summary)}\n`)
}

/** SIGINT, SIGTERM or the end of the duration. */
function endOfRun(durationS: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = durationS === undefined ? undefined : setTimeout(finish, durationS * 1000)
    function finish() {
      clearTimeout(timer)
      process.off('SIGINT', finish)
      process.off('SIGTERM', finish)
      resolve()
    }
    process.on('SIGINT', finish)
    process.on('SIGTERM', finish)
  })
}

const request = parseCli(process.argv.slice(2))
switch (request.kind) {
  case 'help':
    process.stdout.write(helpText())
    break
  case 'refused':
    process.stderr.write(`${request.reason}\nnpm run simulate -- --help lists every option.\n`)
    process.exitCode = 2
    break
  case 'run':
    try {
      await run(request.options)
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      process.exitCode = 1
    }
    break
}

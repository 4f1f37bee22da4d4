import { parseArgs } from 'node:util'
import type { OcppVersion } from '@stationmaster/ocpp'
import { FAULTS, type FaultRates, isFaultName } from './station/faults.ts'

/** What the command line asks for. */
export interface CliOptions {
  readonly url: string
  readonly stations: number
  readonly version: OcppVersion | 'mixed'
  readonly identityPrefix: string
  readonly password: string | undefined
  readonly passwordFile: string | undefined
  readonly evses: number
  readonly powerKw: readonly number[]
  readonly sessionsPerHour: number | undefined
  readonly busyness: number
  readonly timeZone: string
  readonly durationS: number | undefined
  readonly rampS: number
  readonly speed: number
  readonly startHoursAgo: number
  readonly seed: string
  readonly tokens: readonly string[]
  readonly settings: Readonly<Record<string, string>>
  readonly faults: FaultRates
  readonly replay: string | undefined
  readonly bootOnReconnect: boolean
  readonly json: boolean
}

export type CliRequest =
  | { readonly kind: 'run'; readonly options: CliOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly reason: string }

interface Flag {
  readonly value?: string
  readonly multiple?: boolean
  readonly initial?: string
  readonly text: string
}

const FLAGS: Readonly<Record<string, Flag>> = {
  url: { value: 'URL', initial: 'ws://127.0.0.1:8080/ocpp', text: 'where stations dial; the identity is appended' },
  stations: { value: 'N', initial: '10', text: 'how many stations' },
  version: { value: 'V', initial: '1.6', text: '1.6, 2.0.1, 2.1 or mixed' },
  'identity-prefix': { value: 'TEXT', initial: 'SIM-', text: 'identities are the prefix and a number: SIM-0001' },
  password: { value: 'TEXT', text: 'HTTP Basic password of every station' },
  'password-per-station': { value: 'FILE', text: 'JSON object: identity → password' },
  evses: { value: 'N', initial: '2', text: 'EVSEs per station' },
  power: { value: 'KW,…', initial: '11,22,50,150', text: 'nominal powers, dealt out in turn; from 24 kW it is DC' },
  'sessions-per-hour': {
    value: 'N',
    text: 'over the whole fleet, around the clock; default: the fitted weekly pattern',
  },
  busyness: { value: 'FACTOR', initial: '1', text: 'multiplies the fitted weekly pattern' },
  'time-zone': {
    value: 'ZONE',
    initial: 'Europe/Berlin',
    text: 'the weekly pattern follows the hours of this IANA zone',
  },
  duration: { value: 'SECONDS', text: 'stop after this (real time); default: until SIGINT' },
  ramp: { value: 'SECONDS', initial: '5', text: 'spread the first dials over this (real time)' },
  speed: { value: 'FACTOR', initial: '1', text: 'time-lapse: simulated seconds per real second' },
  'start-hours-ago': {
    value: 'N',
    initial: '0',
    text: 'simulated clock starts in the past; with --speed it catches up and goes on in real time',
  },
  seed: { value: 'TEXT', initial: '1', text: 'the same seed draws the same drivers and faults' },
  token: { value: 'ID', multiple: true, text: 'id token of a driver (repeatable); default: 50 drawn from the seed' },
  set: { value: 'KEY=VALUE', multiple: true, text: '1.6 key or 2.x variable of every station (repeatable)' },
  fault: { value: 'NAME=RATE', multiple: true, text: 'inject a fault (repeatable), see below' },
  replay: { value: 'FILE', text: 'replay recorded sessions (.csv or .csv.gz) instead of drawing drivers' },
  'boot-on-reconnect': { text: 'send BootNotification after every reconnect' },
  json: { text: 'print one JSON summary at the end and nothing else' },
  help: { text: 'this text' },
}

const VERSIONS = ['1.6', '2.0.1', '2.1', 'mixed'] as const
const UNIT_TEXT = {
  station: 'share of stations',
  stationHour: 'per station and hour',
  session: 'share of sessions',
  message: 'share of transaction messages',
  command: 'share of commands',
  reconnect: 'share of reconnects',
} as const

/** The text of --help. */
export function helpText(): string {
  const flags = Object.entries(FLAGS).map(([name, flag]) => {
    const usage = `--${name}${flag.value ? ` ${flag.value}` : ''}`
    return `  ${usage.padEnd(32)}${flag.text}${flag.initial === undefined ? '' : ` [${flag.initial}]`}`
  })
  const faults = Object.entries(FAULTS).map(
    ([name, { unit, description }]) => `  ${name.padEnd(20)}${description} (rate: ${UNIT_TEXT[unit]})`,
  )
  return [
    'Virtual charging stations and drivers that speak OCPP to a CSMS.',
    '',
    'Usage: npm run simulate -- --url ws://127.0.0.1:8080/ocpp --stations 200 --version mixed',
    '',
    ...flags,
    '',
    'Faults:',
    ...faults,
    '',
  ].join('\n')
}

class FlagError extends Error {}

/** Reads the command line; a wrong flag is named. */
export function parseCli(args: readonly string[]): CliRequest {
  try {
    const values = readFlags(args)
    return values.has('help') ? { kind: 'help' } : { kind: 'run', options: toOptions(values) }
  } catch (error) {
    if (error instanceof FlagError) return { kind: 'refused', reason: error.message }
    throw error
  }
}

type Values = ReadonlyMap<string, readonly string[]>

function readFlags(args: readonly string[]): Values {
  const options = Object.fromEntries(
    Object.entries(FLAGS).map(([name, flag]) => [
      name,
      { type: flag.value ? ('string' as const) : ('boolean' as const), multiple: true },
    ]),
  )
  const parsed = attempt(() => parseArgs({ args: [...args], options, strict: true, allowPositionals: false }))
  const values = new Map<string, string[]>()
  for (const [name, flag] of Object.entries(FLAGS)) {
    const given = parsed.values[name]
    const list = Array.isArray(given) ? given.map(String) : flag.initial === undefined ? undefined : [flag.initial]
    if (!list) continue
    if (list.length > 1 && !flag.multiple) throw new FlagError(`--${name}: given more than once`)
    values.set(name, list)
  }
  return values
}

/** parseArgs throws for what the user typed; its sentence names the flag. */
function attempt<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new FlagError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error))
  }
}

function toOptions(values: Values): CliOptions {
  const text = (name: string) => values.get(name)?.[0]
  return {
    url: wsUrl(text('url') ?? ''),
    stations: number(values, 'stations', { min: 1, max: 100_000, integer: true }),
    version: version(text('version') ?? ''),
    identityPrefix: identityPrefix(text('identity-prefix') ?? ''),
    password: text('password'),
    passwordFile: text('password-per-station'),
    evses: number(values, 'evses', { min: 1, max: 20, integer: true }),
    powerKw: powers(text('power') ?? ''),
    sessionsPerHour: values.has('sessions-per-hour') ? number(values, 'sessions-per-hour', { min: 0 }) : undefined,
    busyness: number(values, 'busyness', { min: 0 }),
    timeZone: timeZone(text('time-zone') ?? ''),
    durationS: values.has('duration') ? number(values, 'duration', { min: 0 }) : undefined,
    rampS: number(values, 'ramp', { min: 0 }),
    speed: number(values, 'speed', { min: 0.01, max: 10_000 }),
    startHoursAgo: number(values, 'start-hours-ago', { min: 0 }),
    seed: text('seed') ?? '1',
    tokens: values.get('token') ?? [],
    settings: Object.fromEntries((values.get('set') ?? []).map((pair) => keyValue('set', pair))),
    faults: faultRates(values.get('fault') ?? []),
    replay: text('replay'),
    bootOnReconnect: values.has('boot-on-reconnect'),
    json: values.has('json'),
  }
}

interface Bounds {
  readonly min: number
  readonly max?: number
  readonly integer?: boolean
}

function number(values: Values, name: string, { min, max, integer }: Bounds): number {
  const text = values.get(name)?.[0] ?? ''
  const value = Number(text)
  const fits =
    text.trim() !== '' && Number.isFinite(value) && value >= min && value <= (max ?? Number.POSITIVE_INFINITY)
  if (!fits || (integer && !Number.isInteger(value))) {
    const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`
    throw new FlagError(`--${name}: "${text}" is not a ${integer ? 'whole number' : 'number'} ${range}`)
  }
  return value
}

function wsUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['ws:', 'wss:'].includes(url.protocol))
    throw new FlagError(`--url: "${text}" is not a ws:// or wss:// URL`)
  return text
}

function version(text: string): CliOptions['version'] {
  const found = VERSIONS.find((one) => one === text)
  if (!found) throw new FlagError(`--version: "${text}" is not one of ${VERSIONS.join(', ')}`)
  return found
}

function timeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    throw new FlagError(`--time-zone: "${text}" is not a known zone`)
  }
}

/** OCPP 2.x identifierString; the number appended takes up to six more characters of the 48. */
function identityPrefix(text: string): string {
  if (!/^[\w*\-=+@.|]{0,42}$/.test(text)) {
    throw new FlagError('--identity-prefix: up to 42 letters, digits and * - _ = + @ . |')
  }
  return text
}

function powers(text: string): readonly number[] {
  const list = text.split(',').map(Number)
  if (!list.every((kW) => kW >= 2 && kW <= 1000)) {
    throw new FlagError(`--power: "${text}" is not a list of powers from 2 to 1000 kW`)
  }
  return list
}

function keyValue(flag: string, pair: string): readonly [string, string] {
  const at = pair.indexOf('=')
  if (at < 1) throw new FlagError(`--${flag}: "${pair}" is not NAME=VALUE`)
  return [pair.slice(0, at), pair.slice(at + 1)]
}

function faultRates(pairs: readonly string[]): FaultRates {
  const rates: FaultRates = {}
  for (const pair of pairs) {
    const [name, text] = keyValue('fault', pair)
    if (!isFaultName(name)) throw new FlagError(`--fault: "${name}" is not one of ${Object.keys(FAULTS).join(', ')}`)
    const rate = Number(text)
    const highest = FAULTS[name].unit === 'stationHour' ? Number.POSITIVE_INFINITY : 1
    if (text === '' || !(rate >= 0 && rate <= highest)) {
      throw new FlagError(`--fault: rate "${text}" of ${name} is not from 0 to ${highest}`)
    }
    rates[name] = rate
  }
  return rates
}

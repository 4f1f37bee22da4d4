import type { OcppVersion } from '@stationmaster/ocpp'
import type { Characteristics, ProposedSetting, TemplateEntry } from '../../contract/index.ts'
import { type Place, placeIn, placeKey } from '../desired-state/compile.ts'
import { PROTECTIVE_ENTRIES } from '../desired-state/protective.ts'
import { splitList } from '../device-model/characteristics.ts'
import { brokenRule } from '../device-model/value-rule.ts'

/** A variable (2.x) or key (1.6) of the whole station, as it has reported it. */
export interface KnownSetting {
  readonly place: Place
  readonly value: string | null
  readonly mutability: string | null
  readonly characteristics: Characteristics | null
}

/** What is known of a station when settings are proposed to it. */
export interface KnownStation {
  readonly version: OcppVersion
  /** By `placeKey`. */
  readonly settings: ReadonlyMap<string, KnownSetting>
  /** Whether it has refused to sample more than it does. */
  readonly refusesMeasurands: boolean
}

type SettingEntry = Extract<TemplateEntry, { kind: 'setting' }>

/** The most needed first: where a list may not be long, the others are left out. */
export const WANTED_MEASURANDS = [
  'Energy.Active.Import.Register',
  'Power.Active.Import',
  'Current.Import',
  'Voltage',
  'SoC',
] as const

const MEASURANDS: SettingEntry = {
  kind: 'setting',
  setting: 'meterValueMeasurands',
  value: WANTED_MEASURANDS.join(','),
}
const USUAL: readonly TemplateEntry[] = [
  ...PROTECTIVE_ENTRIES,
  { kind: 'setting', setting: 'meterValueInterval', value: '60', min: 10, max: 300 },
]

/**
 * The usual settings as this station can have them: numbers clipped to its limits, measurands it does not know left out.
 * What it cannot have is listed without an entry. Pure.
 */
export function proposeSettings(station: KnownStation): readonly ProposedSetting[] {
  const usual = USUAL.flatMap((entry) => (entry.kind === 'setting' ? propose(station, entry, clipped) : []))
  return [...usual, ...propose(station, MEASURANDS, chosen)]
}

type Fitted = Pick<ProposedSetting, 'reason'> & { readonly entry: SettingEntry }

function propose(
  station: KnownStation,
  usual: SettingEntry,
  fit: (usual: SettingEntry, known: KnownSetting, station: KnownStation) => Fitted,
): ProposedSetting[] {
  const place = placeIn(usual, station)
  if (place === undefined || usual.value === undefined) return []
  const known = station.settings.get(placeKey(place))
  const base = { setting: usual.setting, usual: usual.value, actual: known?.value ?? null }
  if (known === undefined) return [{ ...base, reason: 'unknown', entry: null }]
  if (known.mutability === 'ReadOnly') return [{ ...base, reason: 'readOnly', entry: null }]
  const { reason, entry } = fit(usual, known, station)
  const isUnfit = brokenRule(known, entry.value ?? '') !== undefined
  return [{ ...base, ...(isUnfit ? { reason: 'unfit', entry: null } : { reason, entry }) }]
}

function clipped(usual: SettingEntry, { characteristics }: KnownSetting): Fitted {
  const { minLimit, maxLimit } = characteristics ?? {}
  const clip = (value: number) =>
    Math.min(Math.max(value, minLimit ?? Number.NEGATIVE_INFINITY), maxLimit ?? Number.POSITIVE_INFINITY)
  const value = String(clip(Number(usual.value)))
  const entry = {
    ...usual,
    value,
    ...(usual.min !== undefined && { min: clip(usual.min) }),
    ...(usual.max !== undefined && { max: clip(usual.max) }),
  }
  return { reason: value === usual.value ? 'asUsual' : 'clipped', entry }
}

function chosen(usual: SettingEntry, known: KnownSetting, station: KnownStation): Fitted {
  const actual = known.value ?? ''
  if (station.refusesMeasurands) return { reason: 'refused', entry: { ...usual, value: actual } }
  const value = measurandsFor(known, station)
  if (value === actual) return { reason: 'kept', entry: { ...usual, value } }
  const has = splitList(value)
  const isWhole = WANTED_MEASURANDS.every((one) => has.includes(one))
  return { reason: isWhole ? 'asUsual' : 'narrowed', entry: { ...usual, value } }
}

/** What the station samples already and what is wanted beside, as far as it can; as it is when nothing is missing. */
function measurandsFor(known: KnownSetting, { version, settings }: KnownStation): string {
  const actual = splitList(known.value ?? '')
  const { valuesList = null, maxElements = null, maxLimit = null } = known.characteristics ?? {}
  const wanted = WANTED_MEASURANDS.filter((one) => valuesList === null || valuesList.includes(one))
  if (wanted.every((one) => actual.includes(one))) return known.value ?? ''
  const all = [...wanted, ...actual.filter((one) => !wanted.some((other) => other === one))]
  const most = maxElements ?? (version === '1.6' ? longestList(known.place, settings) : undefined)
  const list = all.slice(0, most ?? all.length)
  while (maxLimit !== null && list.length > 1 && list.join(',').length > maxLimit) list.pop()
  return list.join(',')
}

/** 1.6 stations say in a key of its own how many members a list may have (§9.1, …MaxLength). */
function longestList(place: Place, settings: KnownStation['settings']): number | undefined {
  const length = Number(settings.get(placeKey({ ...place, variable: `${place.variable}MaxLength` }))?.value)
  return Number.isInteger(length) && length > 0 ? length : undefined
}

/**
 * The list of measurands that only trying shows to be taken: with its place. Undefined when nothing is missing, or when the
 * station has said what it takes.
 */
export function measurandsToTry(station: KnownStation): { readonly place: Place; readonly value: string } | undefined {
  const place = placeIn(MEASURANDS, station)
  const known = place && station.settings.get(placeKey(place))
  if (known === undefined || known.mutability === 'ReadOnly') return undefined
  if ((known.characteristics?.valuesList ?? null) !== null) return undefined
  const value = measurandsFor(known, station)
  return value === known.value ? undefined : { place: known.place, value }
}

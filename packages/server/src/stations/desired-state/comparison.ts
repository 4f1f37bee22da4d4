import type { DriftState } from '../../contract/index.ts'
import { backOffMs } from '../../platform/back-off.ts'
import { isInLine, type Place, placeKey, type Wanted } from './compile.ts'

/** How one wanted value of a station stands. */
export interface Item extends Place {
  readonly wanted: Wanted
  /** As the station last said; null when it does not say. */
  readonly actual: string | null
  readonly state: DriftState
  readonly reason: string | null
  /** Sets in a row after which it was not, or not yet, found in line. */
  readonly attempts: number
  readonly nextTryAtMs: number | null
  /** What was tried under which firmware; a rejection holds for that alone. */
  readonly tried: string
  readonly changedAtMs: number
}

/** What is remembered of an item: all but what is wanted now. */
export type StoredItem = Omit<Item, 'wanted'>

/** What a station answered for one place. */
export interface Reading {
  /** GetVariableStatus of 2.x; 'Accepted' or 'UnknownKey' in 1.6. */
  readonly status: string
  readonly value?: string
}

export interface ComparisonContext {
  readonly nowMs: number
  readonly bootedAtMs: number | null
  readonly firmwareVersion: string | null
  /** The rule of the station's own that a wanted value breaks. */
  readonly ruleOf: (wanted: Wanted) => string | undefined
}

const RETRIES = { firstMs: 3_600_000, longestMs: 7 * 86_400_000 }
/** Sets that are accepted and not kept, before it is taken for a rejection. */
const MOST_ATTEMPTS = 3

/** When a value that was rejected so many times is tried again. */
function retryAfterMs(attempts: number): number {
  return backOffMs(RETRIES, attempts)
}

/**
 * Compares what is wanted with what the station says. Items that come out as `applying` are to be set. What was rejected,
 * is not known to the station or breaks a rule of its own is not set again until its time, another value or another
 * firmware.
 */
export function compared(
  wanted: readonly Wanted[],
  remembered: ReadonlyMap<string, StoredItem>,
  readings: ReadonlyMap<string, Reading>,
  context: ComparisonContext,
): readonly Item[] {
  return wanted.map((one) => {
    const key = placeKey(one)
    const tried = triedOf(one, context.firmwareVersion)
    const before = remembered.get(key)
    return compareOne(one, { tried, before: before?.tried === tried ? before : undefined }, readings.get(key), context)
  })
}

function triedOf(wanted: Wanted, firmwareVersion: string | null): string {
  const { isSecret, templateId, templateVersion, value } = wanted
  return JSON.stringify([isSecret ? [templateId, templateVersion] : value, firmwareVersion])
}

interface Past {
  readonly tried: string
  readonly before: StoredItem | undefined
}

function compareOne(
  wanted: Wanted,
  { tried, before }: Past,
  reading: Reading | undefined,
  { nowMs, bootedAtMs, ruleOf }: ComparisonContext,
): Item {
  const actual = wanted.isSecret ? null : (reading?.value ?? null)
  const item = (state: DriftState, more: Partial<Item> = {}): Item => ({
    ...placeOf(wanted),
    wanted,
    tried,
    actual,
    state,
    reason: null,
    attempts: before?.attempts ?? 0,
    nextTryAtMs: null,
    changedAtMs: before?.state === state ? before.changedAtMs : nowMs,
    ...more,
  })
  const isWaiting = before?.state === 'rejected' && (before.nextTryAtMs ?? 0) > nowMs
  const awaitsReboot = before?.state === 'rebootRequired' && (bootedAtMs ?? 0) <= before.changedAtMs
  if (isWaiting) return item('rejected', { reason: before.reason, nextTryAtMs: before.nextTryAtMs })
  if (awaitsReboot) return item('rebootRequired', { reason: before.reason })
  if (isUnknown(reading)) return item('rejected', { reason: reading.status })
  if (actual === null) {
    // It cannot be read: what the station has accepted once counts as there.
    const isSet = before?.state === 'inLine' || before?.state === 'rebootRequired'
    return item(isSet ? 'inLine' : 'applying')
  }
  if (isInLine(wanted, actual)) return item('inLine', { attempts: 0 })
  const rule = ruleOf(wanted)
  if (rule !== undefined) return item('rejected', { reason: rule })
  const attempts = before?.attempts ?? 0
  if (attempts >= MOST_ATTEMPTS && before?.state !== 'rejected') {
    const reason = 'The station accepts the value and does not keep it.'
    return item('rejected', { reason, nextTryAtMs: nowMs + retryAfterMs(attempts) })
  }
  return item('applying')
}

/** Whether the station does not have the place at all; a plain Rejected is what write-only variables say. */
function isUnknown(reading: Reading | undefined): reading is Reading {
  return reading !== undefined && reading.status !== 'Accepted' && reading.status !== 'Rejected'
}

function placeOf(place: Place): Place {
  const { component, componentInstance, evseId, connectorId, variable, variableInstance, attribute } = place
  return { component, componentInstance, evseId, connectorId, variable, variableInstance, attribute }
}

/** What the station said to a set; undefined when it said nothing. */
export interface SetResult {
  readonly status: string
  readonly reason?: string | undefined
}

/** An item that was being set, with what came of it. */
export function settled(
  item: StoredItem,
  wantedValue: string | null,
  result: SetResult | undefined,
  nowMs: number,
): StoredItem {
  if (item.state !== 'applying') return item
  const attempts = item.attempts + 1
  const changed = { ...item, attempts, nextTryAtMs: null, changedAtMs: nowMs, reason: null }
  if (result === undefined) {
    return { ...item, state: 'drifted', reason: 'The station did not answer.', changedAtMs: nowMs }
  }
  switch (result.status) {
    case 'Accepted':
      return { ...changed, state: 'inLine', actual: wantedValue }
    case 'RebootRequired':
      return { ...changed, state: 'rebootRequired' }
    default: {
      const { status, reason } = result
      const told = reason === undefined ? status : `${status}: ${reason}`
      return { ...changed, state: 'rejected', reason: told, nextTryAtMs: nowMs + retryAfterMs(attempts) }
    }
  }
}

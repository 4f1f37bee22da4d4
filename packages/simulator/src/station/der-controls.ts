import {
  type DerControl,
  type DerControlType,
  derControlProblems,
  derFieldOf,
  derSchedule,
  parseStationTime,
} from '@stationmaster/ocpp'
import type { Cancel } from '../time/scheduler.ts'
import { isOnline, type StationContext, stationTimeMs, timestamp } from './context.ts'

/** A control as a station keeps it. */
export interface StoredDerControl {
  readonly control: DerControl
  isSuperseded: boolean
  started: boolean
  cancel: Cancel
}

/** Controls by id. */
export type DerControls = Map<string, StoredDerControl>

export type DerOutcome =
  | { readonly kind: 'accepted'; readonly supersededIds: readonly string[] }
  | { readonly kind: 'rejected'; readonly info: string }
  | { readonly kind: 'notSupported' }

/** What this station can do; other types are NotSupported (2.1 R04). */
const SUPPORTED: ReadonlySet<DerControlType> = new Set<DerControlType>([
  'EnterService',
  'FreqDroop',
  'FreqWatt',
  'FixedPFInject',
  'FixedVar',
  'Gradients',
  'LimitMaxDischarge',
  'VoltVar',
  'VoltWatt',
])

/** Takes a control: of the same type and sort the one with the lower priority number holds (2.1 R04). */
export function setDerControl(station: StationContext, control: DerControl): DerOutcome {
  if (!SUPPORTED.has(control.controlType)) return { kind: 'notSupported' }
  const [problem] = derControlProblems(control)
  if (problem) return { kind: 'rejected', info: `${problem.field} ${problem.rule}` }
  const { derControls } = station
  derControls.get(control.controlId)?.cancel()
  derControls.delete(control.controlId)
  const rivals = [...derControls.values()].filter(
    ({ control: one }) => one.controlType === control.controlType && one.isDefault === control.isDefault,
  )
  const stored: StoredDerControl = { control, isSuperseded: false, started: false, cancel: () => {} }
  stored.isSuperseded = rivals.some((one) => !one.isSuperseded && priorityOf(one.control) < priorityOf(control))
  const superseded = stored.isSuperseded ? [] : rivals.filter(({ isSuperseded }) => !isSuperseded)
  for (const one of superseded) one.isSuperseded = true
  derControls.set(control.controlId, stored)
  planStart(station, stored)
  return { kind: 'accepted', supersededIds: superseded.map((one) => one.control.controlId) }
}

function priorityOf(control: DerControl): number {
  return control[derFieldOf(control.controlType)]?.priority ?? 0
}

/** A scheduled control begins and ends on the station's clock, and the CSMS hears of both (2.1 R04). */
function planStart(station: StationContext, stored: StoredDerControl): void {
  const { startTime, duration } = derSchedule(stored.control)
  if (startTime === undefined) return
  const startMs = parseStationTime(startTime).ms ?? stationTimeMs(station)
  stored.cancel = station.scheduler.after(Math.max(0, startMs - stationTimeMs(station)), () => {
    stored.started = true
    tellStartStop(station, stored)
    if (duration === undefined) return
    stored.cancel = station.scheduler.after(duration * 1000, () => {
      station.derControls.delete(stored.control.controlId)
      stored.started = false
      tellStartStop(station, stored)
    })
  })
}

function tellStartStop(station: StationContext, { control, started }: StoredDerControl): void {
  if (!isOnline(station)) return
  const payload = { controlId: control.controlId, started, timestamp: timestamp(station) }
  void station.outbox.request({ action: 'NotifyDERStartStop', payload })
}

/** What controls a request means. */
export interface DerSelection {
  readonly isDefault?: boolean
  readonly controlType?: DerControlType
  readonly controlId?: string
}

export function selectDerControls(station: StationContext, selection: DerSelection): readonly StoredDerControl[] {
  return [...station.derControls.values()].filter(
    ({ control }) =>
      (selection.isDefault === undefined || selection.isDefault === control.isDefault) &&
      (selection.controlType === undefined || selection.controlType === control.controlType) &&
      (selection.controlId === undefined || selection.controlId === control.controlId),
  )
}

/** Forgets controls; false when there was none (2.1 R06). */
export function clearDerControls(station: StationContext, selection: DerSelection): boolean {
  const cleared = selectDerControls(station, selection)
  for (const { control, cancel } of cleared) {
    cancel()
    station.derControls.delete(control.controlId)
  }
  return cleared.length > 0
}

/** Something in the grid that a control acts on. */
export interface GridEvent {
  readonly controlType: DerControlType
  readonly gridEventFault: 'OverFrequency' | 'UnderFrequency' | 'OverVoltage' | 'UnderVoltage' | 'OverCurrent'
  readonly ended?: boolean
}

/** The grid leaves its band, or comes back: the station tells (2.1 R07). */
export function tellGridEvent(station: StationContext, { controlType, gridEventFault, ended }: GridEvent): void {
  if (station.protocol.version !== '2.1' || !isOnline(station)) return
  const payload = { controlType, gridEventFault, alarmEnded: ended === true, timestamp: timestamp(station) }
  void station.outbox.request({ action: 'NotifyDERAlarm', payload })
}

import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import type { StationContext } from '../../station/context.ts'
import {
  clearDerControls,
  type StoredDerControl,
  selectDerControls,
  setDerControl,
} from '../../station/der-controls.ts'
import { applyUpdate } from '../../station/dynamic-schedule.ts'
import { followSignal } from '../../station/frequency-signal.ts'
import { switchPriority } from '../../station/priority-charging.ts'
import type { CommandHandler } from '../../station/protocol.ts'
import { command, type Handled } from '../command.ts'

const PRIORITY_STATUS = { accepted: 'Accepted', rejected: 'Rejected', noProfile: 'NoProfile' } as const

/** What only 2.1 stations do for the grid and for single vehicles. */
export const GRID_COMMANDS_21: readonly (readonly [string, CommandHandler])[] = [
  command('2.1', 'UpdateDynamicSchedule', (station, { chargingProfileId, scheduleUpdate }) => ({
    response: { status: applyUpdate(station, chargingProfileId, scheduleUpdate) ? 'Accepted' : 'Rejected' },
  })),
  command('2.1', 'UsePriorityCharging', (station, { transactionId, activate }) => ({
    response: { status: PRIORITY_STATUS[switchPriority(station, transactionId, activate)] },
  })),
  command('2.1', 'NotifyAllowedEnergyTransfer', (station, { transactionId }) => {
    // Only a vehicle that talks ISO 15118 can be told.
    const { highLevelCommunication } = station.behaviour
    const isRunning = station.evses.some(({ session }) => session?.record.transactionId === transactionId)
    return { response: { status: isRunning && highLevelCommunication ? 'Accepted' : 'Rejected' } }
  }),
  command('2.1', 'AFRRSignal', (station, { signal }) => ({
    response: { status: followSignal(station, signal) ? 'Accepted' : 'Rejected' },
  })),
  command('2.1', 'SetDERControl', setControl),
  command('2.1', 'GetDERControl', getControl),
  command('2.1', 'ClearDERControl', (station, { isDefault, controlType, controlId }) => {
    const selection = { isDefault, ...(controlType && { controlType }), ...(controlId !== undefined && { controlId }) }
    return { response: { status: clearDerControls(station, selection) ? 'Accepted' : 'NotFound' } }
  }),
]

function setControl(
  station: StationContext,
  control: RequestOf<'2.1', 'SetDERControl'>,
): Handled<ResponseOf<'2.1', 'SetDERControl'>> {
  const outcome = setDerControl(station, control)
  switch (outcome.kind) {
    case 'notSupported':
      return { response: { status: 'NotSupported' } }
    case 'rejected':
      return {
        response: { status: 'Rejected', statusInfo: { reasonCode: 'InvalidValue', additionalInfo: outcome.info } },
      }
    case 'accepted': {
      const { supersededIds } = outcome
      return {
        response: { status: 'Accepted', ...(supersededIds.length > 0 && { supersededIds: [...supersededIds] }) },
      }
    }
  }
}

function getControl(
  station: StationContext,
  { requestId, isDefault, controlType, controlId }: RequestOf<'2.1', 'GetDERControl'>,
): Handled<ResponseOf<'2.1', 'GetDERControl'>> {
  const found = selectDerControls(station, {
    ...(isDefault !== undefined && { isDefault }),
    ...(controlType && { controlType }),
    ...(controlId !== undefined && { controlId }),
  })
  if (found.length === 0) return { response: { status: 'NotFound' } }
  const after = () => {
    for (const [index, one] of found.entries()) {
      const payload = { ...reported(one), requestId, tbc: index < found.length - 1 }
      void station.outbox.request({ action: 'ReportDERControl', payload })
    }
  }
  return { response: { status: 'Accepted' }, after }
}

/** A control in the list of its kind (2.1 ReportDERControl). */
function reported({
  control,
  isSuperseded,
}: StoredDerControl): Omit<RequestOf<'2.1', 'ReportDERControl'>, 'requestId'> {
  const { controlId: id, controlType: curveType, isDefault } = control
  const { curve, enterService, fixedPFAbsorb, fixedPFInject, fixedVar, freqDroop, gradient, limitMaxDischarge } =
    control
  const own = { id, isDefault, isSuperseded }
  if (curve) return { curve: [{ ...own, curveType, curve }] }
  if (enterService) return { enterService: [{ id, enterService }] }
  if (fixedPFAbsorb) return { fixedPFAbsorb: [{ ...own, fixedPF: fixedPFAbsorb }] }
  if (fixedPFInject) return { fixedPFInject: [{ ...own, fixedPF: fixedPFInject }] }
  if (fixedVar) return { fixedVar: [{ ...own, fixedVar }] }
  if (freqDroop) return { freqDroop: [{ ...own, freqDroop }] }
  if (gradient) return { gradient: [{ id, gradient }] }
  if (limitMaxDischarge) return { limitMaxDischarge: [{ ...own, limitMaxDischarge }] }
  return {}
}

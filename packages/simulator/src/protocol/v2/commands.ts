import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import { setAvailability, stationAvailability } from '../../station/availability.ts'
import { evseOf, type StationContext } from '../../station/context.ts'
import type { CommandHandler } from '../../station/protocol.ts'
import { remoteStart, remoteStop, unlock } from '../../station/remote-control.ts'
import { resetStation, resetWhenIdle } from '../../station/reset.ts'
import { command, type Handled } from '../command.ts'
import { accessCommands2 } from './access.ts'
import { certificateCommands2 } from './certificates.ts'
import { chargingCommands2 } from './charging.ts'
import { customerCommands2 } from './customer.ts'
import { customReport, sendBaseReport, sendReport } from './device-model.ts'
import { fileCommands2 } from './files.ts'
import { GRID_COMMANDS_21 } from './grid.ts'
import { monitorCommands2, STREAM_COMMANDS_21 } from './monitors.ts'
import { paymentCommands2 } from './payment.ts'
import { securityCommands2 } from './security.ts'
import { trigger2 } from './trigger.ts'
import { getVariable, setVariable } from './variables.ts'

type Version2 = '2.0.1' | '2.1'

/** Commands a simulated 2.x station carries out; any other is NotImplemented or NotSupported. */
export function commands2(version: Version2): ReadonlyMap<string, CommandHandler> {
  return new Map([
    command(version, 'RequestStartTransaction', requestStart),
    command(version, 'RequestStopTransaction', (station, { transactionId }) => {
      const after = remoteStop(station, transactionId)
      return { response: { status: after ? 'Accepted' : 'Rejected' }, ...(after && { after }) }
    }),
    command(version, 'Reset', reset),
    command(version, 'UnlockConnector', unlockConnector),
    command(version, 'ChangeAvailability', changeAvailability),
    command(version, 'TriggerMessage', trigger2),
    command(version, 'GetVariables', (station, { getVariableData }) => ({
      response: { getVariableResult: [...getVariableData].map((data) => getVariable(station, data)) },
    })),
    command(version, 'SetVariables', (station, { setVariableData }) => ({
      response: { setVariableResult: [...setVariableData].map((data) => setVariable(station, data)) },
      after: () => {
        station.settingChanged(undefined)
        // With its new password it has to connect anew (2.x A01.FR.05).
        if ([...setVariableData].some(setsPassword)) station.link.drop('clean')
      },
    })),
    command(version, 'GetBaseReport', (station, { requestId, reportBase }) => ({
      response: { status: 'Accepted' },
      after: () => sendBaseReport(station, requestId, reportBase),
    })),
    command(version, 'GetReport', getReport),
    ...monitorCommands2(version),
    ...customerCommands2(version),
    ...(version === '2.1' ? STREAM_COMMANDS_21 : []),
    command(version, 'ClearCache', (station) => {
      station.cache.clear()
      return { response: { status: 'Accepted' } }
    }),
    command(version, 'DataTransfer', (station, { vendorId }) => ({
      response: { status: vendorId === station.options.vendor ? 'Accepted' : 'UnknownVendorId' },
    })),
    ...fileCommands2(version),
    ...certificateCommands2(version),
    ...chargingCommands2(version),
    ...(version === '2.1' ? GRID_COMMANDS_21 : []),
    command(version, 'GetTransactionStatus', (station, { transactionId }) => ({
      response: transactionStatus(station, transactionId),
    })),
    ...accessCommands2(version),
    ...paymentCommands2(version),
    ...securityCommands2(version),
  ])
}

function getReport(
  station: StationContext,
  request: RequestOf<Version2, 'GetReport'>,
): Handled<ResponseOf<'2.0.1', 'GetReport'>> {
  const items = customReport(station, request)
  if (items.length === 0) return { response: { status: 'EmptyResultSet' } }
  return { response: { status: 'Accepted' }, after: () => sendReport(station, request.requestId, items) }
}

function requestStart(
  station: StationContext,
  request: RequestOf<Version2, 'RequestStartTransaction'>,
): Handled<ResponseOf<'2.0.1', 'RequestStartTransaction'>> {
  const { evseId, idToken, remoteStartId, chargingProfile } = request
  const plan = remoteStart(station, {
    ...{ evseId, idToken: idToken.idToken, remoteStartId },
    ...(chargingProfile !== undefined && { chargingProfile }),
  })
  return { response: { status: plan ? 'Accepted' : 'Rejected' }, ...(plan && { after: plan.after }) }
}

function reset(
  station: StationContext,
  { type, evseId }: { readonly type: string; readonly evseId?: number },
): Handled<ResponseOf<'2.0.1', 'Reset'>> {
  // Resetting one EVSE is optional (2.x B11.FR.10).
  if (evseId !== undefined) return { response: { status: 'Rejected' } }
  if (type === 'OnIdle' && resetWhenIdle(station)) return { response: { status: 'Scheduled' } }
  return { response: { status: 'Accepted' }, after: () => resetStation(station, 'soft') }
}

function unlockConnector(
  station: StationContext,
  { evseId, connectorId }: { readonly evseId: number; readonly connectorId: number },
): Handled<ResponseOf<'2.0.1', 'UnlockConnector'>> {
  const evse = evseOf(station, evseId)
  if (!evse || evse.connectorId !== connectorId) return { response: { status: 'UnknownConnector' } }
  // A 2.x station does not end an authorised transaction by unlocking (F05.FR.02).
  if (evse.session) return { response: { status: 'OngoingAuthorizedTransaction' } }
  return { response: { status: 'Unlocked' }, after: () => unlock(station, evse) }
}

function changeAvailability(
  station: StationContext,
  { evse, operationalStatus }: RequestOf<'2.0.1', 'ChangeAvailability'>,
): Handled<ResponseOf<'2.0.1', 'ChangeAvailability'>> {
  const operative = operationalStatus === 'Operative'
  const evses = evse ? station.evses.filter((one) => one.id === evse.id) : station.evses
  if (evses.length === 0) return { response: { status: 'Rejected' } }
  const status = stationAvailability(evses, operative)
  return { response: { status }, after: () => setAvailability(station, evses, operative) }
}

function transactionStatus(
  station: StationContext,
  transactionId: string | undefined,
): ResponseOf<'2.0.1', 'GetTransactionStatus'> {
  if (transactionId === undefined) return { messagesInQueue: station.outbox.queued > 0 }
  return {
    ongoingIndicator: station.evses.some((evse) => evse.session?.record.transactionId === transactionId),
    messagesInQueue: station.outbox.hasQueued((call) => call.session.record.transactionId === transactionId),
  }
}

function setsPassword({ variable }: RequestOf<'2.0.1', 'SetVariables'>['setVariableData'][number]): boolean {
  return variable.name.toLowerCase() === 'basicauthpassword'
}

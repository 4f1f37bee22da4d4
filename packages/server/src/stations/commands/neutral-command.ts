import type { IdToken, StationCommand, VariableRef } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import type { FileExchange } from '../file-exchange.ts'
import { certificateCommand } from './certificate-command.ts'
import { chargingCommand, checkedProfile } from './charging-command.ts'
import { deviceCommand } from './device-command.ts'
import { networkProfileCommand } from './network-profile.ts'
import { neutralAccessCommand } from './neutral-access.ts'
import { neutralFileCommand } from './neutral-files.ts'
import { neutralPaymentCommand } from './neutral-payment.ts'
import { evseIn } from './place.ts'

type Body = z.output<typeof CommandBody>

/** What a command's body does not say itself. */
export interface CommandContext {
  /** The token a start is authorised with. */
  readonly idToken: IdToken | undefined
  /** The station's id of the transaction that is meant. */
  readonly transactionId: string | undefined
  /** A positive int32, for remote starts and reports. */
  readonly requestId: number
  readonly nowMs: number
  /** Where the file of a command that moves one is fetched or put. */
  readonly file: FileExchange | undefined
}

/** Turns the API's command into the neutral command that every version's dialect can write. */
export function neutralCommand(body: Body, context: CommandContext): StationCommand {
  switch (body.kind) {
    case 'startTransaction': {
      if (context.idToken === undefined) throw new Error('A start needs the token it is authorised with.')
      const { kind, evseId, chargingProfile } = body
      return {
        ...{ kind, idToken: context.idToken, remoteStartId: context.requestId },
        ...(evseId !== undefined && { evse: { evseId, connectorId: 1 } }),
        ...(chargingProfile !== undefined && { chargingProfile: checkedProfile(chargingProfile) }),
      }
    }
    case 'stopTransaction':
      if (context.transactionId === undefined) throw new Error('A stop needs the id of the transaction.')
      return { kind: body.kind, transactionId: context.transactionId }
    case 'reset':
      return { kind: body.kind, mode: body.mode, ...(body.evseId === undefined ? {} : { evseId: body.evseId }) }
    case 'unlockConnector':
      return { kind: body.kind, evse: { evseId: body.evseId, connectorId: body.connectorId } }
    case 'changeAvailability':
      return { kind: body.kind, operative: body.operative, ...evseIn(body) }
    case 'getConfiguration':
      return { kind: body.kind, ...(body.keys === undefined ? {} : { keys: body.keys }) }
    case 'getVariables':
      return { kind: body.kind, variables: body.variables.map(variableOf) }
    case 'setVariables':
      return {
        kind: body.kind,
        variables: body.variables.map(({ value, ...ref }) => ({ ...variableOf(ref), value })),
      }
    case 'getBaseReport':
      return { kind: body.kind, base: body.base, requestId: context.requestId }
    case 'dataTransfer': {
      const { kind, vendorId, messageId, data } = body
      return {
        kind,
        vendorId,
        ...(messageId === undefined ? {} : { messageId }),
        ...(data === undefined ? {} : { data }),
      }
    }
    case 'setChargingProfile':
    case 'clearChargingProfile':
    case 'getChargingProfiles':
    case 'getCompositeSchedule':
    case 'updateDynamicSchedule':
    case 'usePriorityCharging':
    case 'notifyAllowedEnergyTransfer':
    case 'sendAfrrSignal':
    case 'setDerControl':
    case 'getDerControl':
    case 'clearDerControl':
      return chargingCommand(body, context)
    case 'updateFirmware':
    case 'getLog':
    case 'getDiagnostics':
    case 'publishFirmware':
    case 'unpublishFirmware':
      return neutralFileCommand(body, context)
    case 'installCertificate':
    case 'deleteCertificate':
    case 'getInstalledCertificates':
    case 'sendCertificate':
      return certificateCommand(body)
    case 'getLocalListVersion':
    case 'sendLocalList':
    case 'reserveNow':
    case 'cancelReservation':
    case 'requestBatterySwap':
      return neutralAccessCommand(body, context)
    case 'triggerMessage':
    case 'getReport':
    case 'getMonitoringReport':
    case 'setMonitoringBase':
    case 'setMonitoringLevel':
    case 'setVariableMonitoring':
    case 'clearVariableMonitoring':
    case 'customerInformation':
    case 'getTransactionStatus':
    case 'adjustPeriodicEventStream':
    case 'getPeriodicEventStreams':
      return deviceCommand(body, context)
    case 'setDisplayMessage':
    case 'getDisplayMessages':
    case 'clearDisplayMessage':
    case 'updateCost':
    case 'showUserPrice':
    case 'setDefaultTariff':
    case 'getTariffs':
    case 'clearTariffs':
    case 'changeTransactionTariff':
    case 'notifyWebPayment':
      return neutralPaymentCommand(body, context)
    case 'changeConfiguration':
      return { kind: body.kind, key: body.key, value: body.value }
    case 'setNetworkProfile':
      return networkProfileCommand(body)
    case 'clearCache':
    case 'raw':
      return body
  }
}

type BodyVariable = Extract<Body, { kind: 'getVariables' }>['variables'][number]

function variableOf(variable: BodyVariable): VariableRef {
  const { component, variable: name, componentInstance, variableInstance, attribute } = variable
  return {
    component,
    variable: name,
    ...(componentInstance === undefined ? {} : { componentInstance }),
    ...(variableInstance === undefined ? {} : { variableInstance }),
    ...(attribute === undefined ? {} : { attribute }),
    ...evseIn(variable),
  }
}

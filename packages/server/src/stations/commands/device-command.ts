import type { DeviceCommand, ModelPlace, MonitorSetting, StationCommand } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import type { CommandContext } from './neutral-command.ts'
import { evseIn } from './place.ts'

type Body = Extract<z.output<typeof CommandBody>, { readonly kind: DeviceCommand['kind'] | 'triggerMessage' }>
type Place = NonNullable<Extract<Body, { kind: 'getReport' }>['places']>[number]

/** Commands about the device model, monitors, streams and customers as the neutral command. */
export function deviceCommand(body: Body, context: CommandContext): StationCommand {
  const { requestId } = context
  switch (body.kind) {
    case 'getReport':
    case 'getMonitoringReport': {
      const { places, ...rest } = body
      return { ...rest, requestId, ...(places !== undefined && { places: places.map(placeOf) }) }
    }
    case 'setVariableMonitoring':
      return { kind: body.kind, monitors: body.monitors.map(monitorOf) }
    case 'customerInformation': {
      const { idToken: value, ...rest } = body
      return {
        ...rest,
        requestId,
        ...(value !== undefined && { idToken: context.idToken ?? { value, type: 'Central' } }),
      }
    }
    case 'getTransactionStatus': {
      const { transactionId } = context
      return { kind: body.kind, ...(transactionId !== undefined && { transactionId }) }
    }
    case 'triggerMessage': {
      const { kind, message, extended, customTrigger } = body
      return {
        kind,
        message,
        ...evseIn(body),
        ...(extended !== undefined && { extended }),
        ...(customTrigger !== undefined && { customTrigger }),
      }
    }
    case 'setMonitoringBase':
    case 'setMonitoringLevel':
    case 'clearVariableMonitoring':
    case 'adjustPeriodicEventStream':
    case 'getPeriodicEventStreams':
      return body
  }
}

function monitorOf(monitor: Extract<Body, { kind: 'setVariableMonitoring' }>['monitors'][number]): MonitorSetting {
  const { variable, type, value, severity, monitorId, transaction, stream } = monitor
  return {
    ...placeOf(monitor),
    variable,
    type,
    value,
    severity,
    ...(monitorId !== undefined && { monitorId }),
    ...(transaction !== undefined && { transaction }),
    ...(stream !== undefined && { stream }),
  }
}

function placeOf(place: Place): ModelPlace {
  const { component, variable, componentInstance, variableInstance } = place
  return {
    component,
    ...(variable !== undefined && { variable }),
    ...(componentInstance !== undefined && { componentInstance }),
    ...(variableInstance !== undefined && { variableInstance }),
    ...evseIn(place),
  }
}

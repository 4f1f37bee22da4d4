import type { ResponseOf } from '../../../messages/types.ts'
import type { CommandAnswer } from '../../../vocabulary/command.ts'
import type { DeviceCommand, MonitorResult, MonitorSetting } from '../../../vocabulary/commands/device.ts'
import type { EncodedCommand } from '../../../vocabulary/dialect.ts'
import { type StatusInfo, statusAnswer } from '../../answer.ts'
import { int32, optionalInt32 } from '../../bounds.ts'
import { type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsound } from '../../encoding.ts'
import { placeOf, wirePlace } from '../device-model.ts'
import type { Version2 } from '../version.ts'

type MonitorCommand = Extract<
  DeviceCommand['kind'],
  'setMonitoringBase' | 'setMonitoringLevel' | 'setVariableMonitoring' | 'clearVariableMonitoring'
>

/** Monitors of variables, as 2.x sets and clears them (N01–N06). */
export function monitorCodecs2(version: Version2): CommandCodecs<MonitorCommand> {
  const to = toAction(version)
  return {
    setMonitoringBase: codec('setMonitoringBase', to('SetMonitoringBase'), ({ base }) =>
      request(version, 'SetMonitoringBase', { monitoringBase: base }),
    ),
    setMonitoringLevel: codec('setMonitoringLevel', to('SetMonitoringLevel'), ({ severity }) =>
      request(version, 'SetMonitoringLevel', { severity }),
    ),
    setVariableMonitoring: codec(
      'setVariableMonitoring',
      to('SetVariableMonitoring'),
      ({ monitors }) => setMonitors(version, monitors),
      monitorsAnswer,
    ),
    clearVariableMonitoring: codec(
      'clearVariableMonitoring',
      to('ClearVariableMonitoring'),
      ({ monitorIds: [first, ...others] }) => {
        if (first === undefined) return unsound([{ field: 'monitorIds', rule: 'must name a monitor' }])
        return request(version, 'ClearVariableMonitoring', { id: [first, ...others] })
      },
      ({ clearMonitoringResult }) => {
        const clearedMonitors = clearMonitoringResult.map(({ id, status }) => ({ monitorId: int32(id), status }))
        return { ...worst(clearMonitoringResult), clearedMonitors }
      },
    ),
  }
}

const ONLY_21: readonly string[] = ['TargetDelta', 'TargetDeltaRelative']

function setMonitors(version: Version2, monitors: readonly MonitorSetting[]): EncodedCommand {
  const problems = monitors.flatMap(({ type, stream }, index) => {
    if (version === '2.1') return []
    const at = `monitors.${index}`
    return [
      ...(ONLY_21.includes(type) ? [{ field: `${at}.type`, rule: `${type} is of OCPP 2.1` }] : []),
      ...(stream === undefined ? [] : [{ field: `${at}.stream`, rule: 'event streams are of OCPP 2.1' }]),
    ]
  })
  if (problems.length > 0) return unsound(problems)
  return { ok: true, action: 'SetVariableMonitoring', payload: { setMonitoringData: monitors.map(wireMonitor) } }
}

function wireMonitor({ monitorId, stream, transaction, value, type, severity, ...place }: MonitorSetting) {
  return defined({
    id: monitorId,
    periodicEventStream:
      stream === undefined ? undefined : defined({ interval: stream.intervalS, values: stream.values }),
    transaction,
    value,
    type,
    severity,
    ...wirePlace(place),
  })
}

type Result = ResponseOf<'2.1', 'SetVariableMonitoring'>['setMonitoringResult'][number]

function monitorsAnswer(response: { readonly setMonitoringResult: readonly Result[] }): CommandAnswer {
  const { setMonitoringResult: results } = response
  return { ...worst(results), monitors: results.map(monitorResult) }
}

function monitorResult(result: Result): MonitorResult {
  const { id, status, type, severity, statusInfo } = result
  const reason = statusInfo === undefined ? undefined : statusAnswer(status, statusInfo).reason
  return defined({ ...placeOf(result), type, severity, status, monitorId: optionalInt32(id), reason })
}

/** The whole is rejected when a part of it is; its word is the first that is not plain 'Accepted'. */
function worst(results: readonly { readonly status: string; readonly statusInfo?: StatusInfo }[]): CommandAnswer {
  const telling = results.find(({ status }) => status !== 'Accepted')
  return statusAnswer(telling?.status ?? 'Accepted', telling?.statusInfo)
}

import type { CommandAnswer } from '../../../vocabulary/command.ts'
import type { DeviceCommand } from '../../../vocabulary/commands/device.ts'
import { statusAnswer } from '../../answer.ts'
import { int32, optionalInt32 } from '../../bounds.ts'
import { absent, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsound } from '../../encoding.ts'
import { wireModelPlace } from '../device-model.ts'
import { wireIdToken } from '../id-token.ts'
import type { Version2 } from '../version.ts'
import { monitorCodecs2 } from './monitors.ts'

type StreamCommand = 'adjustPeriodicEventStream' | 'getPeriodicEventStreams'
type MonitorCommand = 'setMonitoringBase' | 'setMonitoringLevel' | 'setVariableMonitoring' | 'clearVariableMonitoring'

/** Reports of the device model and of customers, monitors and streams, as 2.x asks for them. */
export function deviceCodecs2(version: Version2): CommandCodecs<DeviceCommand['kind']> {
  return {
    ...reportCodecs(version),
    ...monitorCodecs2(version),
    ...(version === '2.1' ? STREAMS_21 : STREAMS_201),
  }
}

function reportCodecs(
  version: Version2,
): CommandCodecs<Exclude<DeviceCommand['kind'], MonitorCommand | StreamCommand>> {
  const to = toAction(version)
  return {
    getReport: codec(
      'getReport',
      to('GetReport'),
      ({ requestId, criteria, places }) => ({
        ok: true,
        action: 'GetReport',
        payload: defined({
          componentVariable: places?.map(wireModelPlace),
          requestId,
          componentCriteria: criteria,
        }),
      }),
      reportAnswer,
    ),
    getMonitoringReport: codec(
      'getMonitoringReport',
      to('GetMonitoringReport'),
      ({ requestId, criteria, places }) => ({
        ok: true,
        action: 'GetMonitoringReport',
        payload: defined({
          componentVariable: places?.map(wireModelPlace),
          requestId,
          monitoringCriteria: criteria,
        }),
      }),
      reportAnswer,
    ),
    customerInformation: codec('customerInformation', to('CustomerInformation'), (command) => {
      const { requestId, report, clear, idToken, customerIdentifier, certificate } = command
      const named = [idToken, customerIdentifier, certificate].filter((one) => one !== undefined).length
      // N09.FR.01, N10.FR.01: exactly one of the three says which customer is meant.
      if (named !== 1)
        return unsound([{ field: 'idToken', rule: 'or another one, and only one, must name the customer' }])
      return request(
        version,
        'CustomerInformation',
        defined({
          customerCertificate: certificate,
          idToken: idToken === undefined ? undefined : wireIdToken(idToken),
          requestId,
          report,
          clear,
          customerIdentifier,
        }),
      )
    }),
    getTransactionStatus: codec('getTransactionStatus', to('GetTransactionStatus'), ({ transactionId }) =>
      request(version, 'GetTransactionStatus', defined({ transactionId })),
    ),
  }
}

/** That nothing fits is an answer, not a refusal: no report follows. */
function reportAnswer(response: {
  readonly status: string
  readonly statusInfo?: { readonly reasonCode: string; readonly additionalInfo?: string }
}): CommandAnswer {
  const answer = statusAnswer(response.status, response.statusInfo)
  return response.status === 'EmptyResultSet' ? { ...answer, outcome: 'accepted' } : answer
}

const to21 = toAction('2.1')

const STREAMS_21: CommandCodecs<StreamCommand> = {
  adjustPeriodicEventStream: codec(
    'adjustPeriodicEventStream',
    to21('AdjustPeriodicEventStream'),
    ({ streamId, pace: { intervalS, values } }) =>
      request('2.1', 'AdjustPeriodicEventStream', { id: streamId, params: defined({ interval: intervalS, values }) }),
  ),
  getPeriodicEventStreams: codec(
    'getPeriodicEventStreams',
    to21('GetPeriodicEventStream'),
    () => request('2.1', 'GetPeriodicEventStream', {}),
    ({ constantStreamData = [] }) => ({
      ...statusAnswer('Accepted'),
      streams: constantStreamData.map(({ id, variableMonitoringId, params: { interval, values } }) =>
        defined({
          streamId: int32(id),
          monitorId: int32(variableMonitoringId),
          intervalS: optionalInt32(interval),
          values: optionalInt32(values),
        }),
      ),
    }),
  ),
}

const NO_STREAMS = absent('OCPP 2.0.1 has no event streams')

const STREAMS_201: CommandCodecs<StreamCommand> = {
  adjustPeriodicEventStream: NO_STREAMS,
  getPeriodicEventStreams: NO_STREAMS,
}

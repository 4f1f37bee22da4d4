import type { ActionOf } from '../../messages/types.ts'
import type { CommandAnswer, ReportedVariable, StationCommand } from '../../vocabulary/command.ts'
import { isYes, rawAnswer, readAnswer, type StatusInfo, statusAnswer } from '../answer.ts'
import { defined } from '../defined.ts'
import { attributeOf, placeOf } from './device-model.ts'
import type { Version2 } from './version.ts'

interface StatusResponse {
  readonly status: string
  readonly statusInfo?: StatusInfo
}

/** Commands whose answer is a status word. */
const STATUS_ACTIONS = {
  stopTransaction: 'RequestStopTransaction',
  reset: 'Reset',
  unlockConnector: 'UnlockConnector',
  changeAvailability: 'ChangeAvailability',
  triggerMessage: 'TriggerMessage',
  getBaseReport: 'GetBaseReport',
  clearCache: 'ClearCache',
} as const satisfies Partial<Record<StationCommand['kind'], ActionOf<Version2>>>

/** Reads the response of a 2.x station to a command. */
export function decodeAnswer2(version: Version2, command: StationCommand, payload: unknown): CommandAnswer {
  switch (command.kind) {
    case 'stopTransaction':
    case 'reset':
    case 'unlockConnector':
    case 'changeAvailability':
    case 'triggerMessage':
    case 'getBaseReport':
    case 'clearCache':
      return readAnswer({ version, action: STATUS_ACTIONS[command.kind] }, payload, byStatus)
    case 'startTransaction':
      return readAnswer({ version, action: 'RequestStartTransaction' }, payload, (response) =>
        defined({ ...byStatus(response), transactionId: response.transactionId }),
      )
    case 'dataTransfer':
      return readAnswer({ version, action: 'DataTransfer' }, payload, (response) =>
        defined({ ...byStatus(response), data: response.data }),
      )
    case 'getVariables':
      return readAnswer({ version, action: 'GetVariables' }, payload, ({ getVariableResult }) =>
        variablesAnswer(getVariableResult),
      )
    case 'setVariables':
      return readAnswer({ version, action: 'SetVariables' }, payload, ({ setVariableResult }) =>
        variablesAnswer(setVariableResult),
      )
    // 2.x has no configuration keys: there is no answer to read by a schema.
    case 'getConfiguration':
    case 'changeConfiguration':
    case 'raw':
      return rawAnswer(payload)
  }
}

function byStatus({ status, statusInfo }: StatusResponse): CommandAnswer {
  return statusAnswer(status, statusInfo)
}

interface VariableResult {
  readonly attributeStatus: string
  readonly attributeType?: string
  readonly attributeValue?: string
  readonly attributeStatusInfo?: StatusInfo
  readonly component: Parameters<typeof placeOf>[0]['component']
  readonly variable: Parameters<typeof placeOf>[0]['variable']
}

/** The whole is rejected when any variable is; its word is the first that is not plain 'Accepted'. */
function variablesAnswer(results: readonly VariableResult[]): CommandAnswer {
  const variables: ReportedVariable[] = results.map((result) =>
    defined({
      ...placeOf(result),
      attribute: attributeOf(result.attributeType),
      value: result.attributeValue,
      status: result.attributeStatus,
    }),
  )
  const telling =
    results.find(({ attributeStatus }) => !isYes(attributeStatus)) ??
    results.find(({ attributeStatus }) => attributeStatus !== 'Accepted')
  return { ...statusAnswer(telling?.attributeStatus ?? 'Accepted', telling?.attributeStatusInfo), variables }
}

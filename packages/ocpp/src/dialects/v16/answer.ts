import type { ActionOf, ResponseOf } from '../../messages/types.ts'
import type { CommandAnswer, ReportedVariable, StationCommand } from '../../vocabulary/command.ts'
import { rawAnswer, readAnswer, statusAnswer } from '../answer.ts'
import { modelName } from '../bounds.ts'
import { defined } from '../defined.ts'

const VERSION = '1.6'

/** Commands whose answer is a status word. */
const STATUS_ACTIONS = {
  startTransaction: 'RemoteStartTransaction',
  stopTransaction: 'RemoteStopTransaction',
  reset: 'Reset',
  unlockConnector: 'UnlockConnector',
  changeAvailability: 'ChangeAvailability',
  triggerMessage: 'TriggerMessage',
  changeConfiguration: 'ChangeConfiguration',
  clearCache: 'ClearCache',
} as const satisfies Partial<Record<StationCommand['kind'], ActionOf<typeof VERSION>>>

/** Reads the response of a 1.6 station to a command. */
export function decodeAnswer16(command: StationCommand, payload: unknown): CommandAnswer {
  switch (command.kind) {
    case 'startTransaction':
    case 'stopTransaction':
    case 'reset':
    case 'unlockConnector':
    case 'changeAvailability':
    case 'triggerMessage':
    case 'changeConfiguration':
    case 'clearCache':
      return readAnswer({ version: VERSION, action: STATUS_ACTIONS[command.kind] }, payload, ({ status }) =>
        statusAnswer(status),
      )
    case 'getConfiguration':
      return readAnswer({ version: VERSION, action: 'GetConfiguration' }, payload, configurationAnswer)
    case 'dataTransfer':
      return readAnswer({ version: VERSION, action: 'DataTransfer' }, payload, ({ status, data }) =>
        defined({ ...statusAnswer(status), data }),
      )
    // 1.6 has no such requests: there is no answer to read by a schema.
    case 'getVariables':
    case 'setVariables':
    case 'getBaseReport':
    case 'raw':
      return rawAnswer(payload)
  }
}

function configurationAnswer(response: ResponseOf<'1.6', 'GetConfiguration'>): CommandAnswer {
  const { configurationKey = [], unknownKey = [] } = response
  const variables: ReportedVariable[] = [
    ...configurationKey.map(({ key, value, readonly }) =>
      defined({ component: '', variable: modelName(key), value, readonly, status: 'Accepted' }),
    ),
    ...unknownKey.map((key) => ({ component: '', variable: modelName(key), status: 'UnknownKey' })),
  ]
  return { outcome: 'accepted', status: 'Accepted', variables }
}

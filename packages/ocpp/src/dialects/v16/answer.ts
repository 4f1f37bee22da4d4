import type { ResponseOf } from '../../messages/types.ts'
import type { CommandAnswer, ReportedVariable, StationCommand } from '../../vocabulary/command.ts'
import { rawAnswer, readAnswer, statusAnswer } from '../answer.ts'
import { modelName } from '../bounds.ts'
import { defined } from '../defined.ts'

const VERSION = '1.6'

/** Reads the response of a 1.6 station to a command. */
export function decodeAnswer16(command: StationCommand, payload: unknown): CommandAnswer {
  const byStatus = ({ status }: { readonly status: string }): CommandAnswer => statusAnswer(status)
  switch (command.kind) {
    case 'startTransaction':
      return readAnswer({ version: VERSION, action: 'RemoteStartTransaction' }, payload, byStatus)
    case 'stopTransaction':
      return readAnswer({ version: VERSION, action: 'RemoteStopTransaction' }, payload, byStatus)
    case 'reset':
      return readAnswer({ version: VERSION, action: 'Reset' }, payload, byStatus)
    case 'unlockConnector':
      return readAnswer({ version: VERSION, action: 'UnlockConnector' }, payload, byStatus)
    case 'changeAvailability':
      return readAnswer({ version: VERSION, action: 'ChangeAvailability' }, payload, byStatus)
    case 'triggerMessage':
      return readAnswer({ version: VERSION, action: 'TriggerMessage' }, payload, byStatus)
    case 'getConfiguration':
      return readAnswer({ version: VERSION, action: 'GetConfiguration' }, payload, configurationAnswer)
    case 'changeConfiguration':
      return readAnswer({ version: VERSION, action: 'ChangeConfiguration' }, payload, byStatus)
    case 'clearCache':
      return readAnswer({ version: VERSION, action: 'ClearCache' }, payload, byStatus)
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

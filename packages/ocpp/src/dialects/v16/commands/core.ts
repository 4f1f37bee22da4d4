import { profileProblems } from '../../../charging/profile-problems.ts'
import { writeProfile16 } from '../../../charging/wire-16.ts'
import type { ResponseOf } from '../../../messages/types.ts'
import type { CommandAnswer, CoreCommand, ReportedVariable } from '../../../vocabulary/command.ts'
import type { EncodedCommand } from '../../../vocabulary/dialect.ts'
import type { EvseRef } from '../../../vocabulary/identity.ts'
import { rawAnswer, statusAnswer } from '../../answer.ts'
import { modelName } from '../../bounds.ts'
import { absent, type CommandCodecs, codec, ofKind, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { rawCommand, request, unsound, unsupported } from '../../encoding.ts'
import { triggerCodec16 } from './trigger.ts'

const VERSION = '1.6'
const NO_VARIABLES = absent('OCPP 1.6 has configuration keys, no variables')

type CommandOf<K extends CoreCommand['kind']> = Extract<CoreCommand, { readonly kind: K }>

const to = toAction(VERSION)

/** Starting, stopping and keeping a station, as 1.6 asks for it. */
export const CORE_CODECS_16: CommandCodecs<CoreCommand['kind']> = {
  startTransaction: codec('startTransaction', to('RemoteStartTransaction'), startTransaction),
  stopTransaction: codec('stopTransaction', to('RemoteStopTransaction'), ({ transactionId }) => stop(transactionId)),
  reset: codec('reset', to('Reset'), ({ mode, evseId }) => {
    if (evseId !== undefined && evseId > 0) return unsupported('OCPP 1.6 resets only whole stations')
    return request(VERSION, 'Reset', { type: mode === 'immediate' ? 'Hard' : 'Soft' })
  }),
  unlockConnector: codec('unlockConnector', to('UnlockConnector'), ({ evse }) => {
    const connectorId = connectorOf(evse)
    if (connectorId === undefined) return unsupported('OCPP 1.6 unlocks one connector, not the whole station')
    return request(VERSION, 'UnlockConnector', { connectorId })
  }),
  changeAvailability: codec('changeAvailability', to('ChangeAvailability'), ({ operative, evse }) => {
    const type = operative ? 'Operative' : 'Inoperative'
    return request(VERSION, 'ChangeAvailability', { connectorId: connectorOf(evse) ?? 0, type })
  }),
  triggerMessage: triggerCodec16(),
  getConfiguration: codec(
    'getConfiguration',
    to('GetConfiguration'),
    ({ keys }) => request(VERSION, 'GetConfiguration', keys === undefined ? {} : { key: [...keys] }),
    configurationAnswer,
  ),
  changeConfiguration: codec('changeConfiguration', to('ChangeConfiguration'), ({ key, value }) =>
    request(VERSION, 'ChangeConfiguration', { key, value }),
  ),
  getVariables: NO_VARIABLES,
  setVariables: NO_VARIABLES,
  getBaseReport: NO_VARIABLES,
  clearCache: codec('clearCache', to('ClearCache'), () => request(VERSION, 'ClearCache', {})),
  dataTransfer: codec(
    'dataTransfer',
    to('DataTransfer'),
    ({ vendorId, messageId, data }) => {
      const text = data === undefined || typeof data === 'string' ? data : JSON.stringify(data)
      return request(VERSION, 'DataTransfer', defined({ vendorId, messageId, data: text }))
    },
    ({ status, data }) => defined({ ...statusAnswer(status), data }),
  ),
  raw: { encode: (command) => rawCommand(VERSION, ofKind(command, 'raw')), answer: rawAnswer },
}

/** Connector of an EVSE; undefined for the whole station. */
function connectorOf(evse: EvseRef | undefined): number | undefined {
  return evse === undefined || evse.evseId <= 0 ? undefined : evse.evseId
}

function stop(transactionId: string): EncodedCommand {
  const id = Number(transactionId)
  if (transactionId === '' || !Number.isSafeInteger(id))
    return unsupported('OCPP 1.6 transaction ids are whole numbers')
  return request(VERSION, 'RemoteStopTransaction', { transactionId: id })
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

function startTransaction({ evse, idToken, chargingProfile }: CommandOf<'startTransaction'>): EncodedCommand {
  const start = defined({ connectorId: connectorOf(evse), idTag: idToken.value })
  if (chargingProfile === undefined) return request(VERSION, 'RemoteStartTransaction', start)
  const place = { evseId: evse?.evseId ?? 0, version: VERSION, startsTransaction: true } as const
  const problems = profileProblems(chargingProfile, place)
  if (problems.length > 0) return unsound(problems)
  const written = writeProfile16(chargingProfile)
  if (written === undefined) return unsupported('OCPP 1.6 cannot say this profile')
  return request(VERSION, 'RemoteStartTransaction', { ...start, chargingProfile: written })
}

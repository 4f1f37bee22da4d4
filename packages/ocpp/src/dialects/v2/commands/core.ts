import { profileProblems } from '../../../charging/profile-problems.ts'
import type { CommandAnswer, CoreCommand, ReportedVariable, VariableRef } from '../../../vocabulary/command.ts'
import type { EncodedCommand } from '../../../vocabulary/dialect.ts'
import type { EvseRef } from '../../../vocabulary/identity.ts'
import { isYes, rawAnswer, type StatusInfo, statusAnswer } from '../../answer.ts'
import { absent, type CommandCodecs, codec, ofKind, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { rawCommand, request, unsound, unsupported } from '../../encoding.ts'
import { attributeOf, placeOf, wireEvse, wirePlace } from '../device-model.ts'
import { wireIdToken } from '../id-token.ts'
import type { Version2 } from '../version.ts'
import { triggerCodec2 } from './trigger.ts'

/** Starting, stopping and keeping a station, as 2.x asks for it. */
export function coreCodecs2(version: Version2): CommandCodecs<CoreCommand['kind']> {
  const to = toAction(version)
  const noKeys = absent(`OCPP ${version} has variables, no configuration keys`)
  return {
    startTransaction: codec(
      'startTransaction',
      to('RequestStartTransaction'),
      (command) => startTransaction(version, command),
      (response) => defined({ ...byStatus(response), transactionId: response.transactionId }),
    ),
    stopTransaction: codec('stopTransaction', to('RequestStopTransaction'), ({ transactionId }) =>
      request(version, 'RequestStopTransaction', { transactionId }),
    ),
    reset: codec('reset', to('Reset'), ({ mode, evseId }) => {
      const type = mode === 'immediate' ? 'Immediate' : 'OnIdle'
      return request(version, 'Reset', defined({ type, evseId: evseId === 0 ? undefined : evseId }))
    }),
    unlockConnector: codec('unlockConnector', to('UnlockConnector'), ({ evse }) => unlock(version, evse)),
    changeAvailability: codec('changeAvailability', to('ChangeAvailability'), ({ operative, evse }) => {
      const operationalStatus = operative ? 'Operative' : 'Inoperative'
      return request(version, 'ChangeAvailability', defined({ evse: wireEvse(evse), operationalStatus }))
    }),
    triggerMessage: triggerCodec2(version),
    getConfiguration: noKeys,
    changeConfiguration: noKeys,
    getVariables: codec(
      'getVariables',
      to('GetVariables'),
      ({ variables }) => request(version, 'GetVariables', { getVariableData: variables.map(variableData) }),
      ({ getVariableResult }) => variablesAnswer(getVariableResult),
    ),
    setVariables: codec(
      'setVariables',
      to('SetVariables'),
      ({ variables }) => request(version, 'SetVariables', { setVariableData: variables.map(setVariableData) }),
      ({ setVariableResult }) => variablesAnswer(setVariableResult),
    ),
    getBaseReport: codec('getBaseReport', to('GetBaseReport'), ({ requestId, base }) =>
      request(version, 'GetBaseReport', { requestId, reportBase: base }),
    ),
    clearCache: codec('clearCache', to('ClearCache'), () => request(version, 'ClearCache', {})),
    dataTransfer: codec(
      'dataTransfer',
      to('DataTransfer'),
      ({ vendorId, messageId, data }) => ({
        ok: true,
        action: 'DataTransfer',
        payload: defined({ messageId, data, vendorId }),
      }),
      (response) => defined({ ...byStatus(response), data: response.data }),
    ),
    raw: { encode: (command) => rawCommand(version, ofKind(command, 'raw')), answer: rawAnswer },
  }
}

interface StatusResponse {
  readonly status: string
  readonly statusInfo?: StatusInfo
}

function byStatus({ status, statusInfo }: StatusResponse): CommandAnswer {
  return statusAnswer(status, statusInfo)
}

function unlock(version: Version2, { evseId, connectorId }: EvseRef): EncodedCommand {
  if (evseId <= 0) return unsupported(`OCPP ${version} unlocks one connector, not the whole station`)
  return request(version, 'UnlockConnector', { evseId, connectorId: connectorId > 0 ? connectorId : 1 })
}

function variableData(ref: VariableRef) {
  return defined({ attributeType: ref.attribute, ...wirePlace(ref) })
}

function setVariableData(ref: VariableRef & { readonly value: string }) {
  return defined({ attributeType: ref.attribute, attributeValue: ref.value, ...wirePlace(ref) })
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
export function variablesAnswer(results: readonly VariableResult[]): CommandAnswer {
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

function startTransaction(
  version: Version2,
  { evse, idToken, remoteStartId, chargingProfile }: Extract<CoreCommand, { readonly kind: 'startTransaction' }>,
): EncodedCommand {
  const evseId = evse === undefined || evse.evseId <= 0 ? undefined : evse.evseId
  const payload = defined({ evseId, idToken: wireIdToken(idToken), remoteStartId, chargingProfile })
  if (chargingProfile === undefined) return request(version, 'RequestStartTransaction', payload)
  const problems = profileProblems(chargingProfile, { evseId: evseId ?? 0, version, startsTransaction: true })
  // What the rules let through, the version can say.
  return problems.length > 0 ? unsound(problems) : { ok: true, action: 'RequestStartTransaction', payload }
}

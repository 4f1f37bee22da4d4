import { derControlProblems } from '../../../charging/der-control.ts'
import { profileProblems } from '../../../charging/profile-problems.ts'
import type { ResponseOf } from '../../../messages/types.ts'
import type { CommandAnswer } from '../../../vocabulary/command.ts'
import type { ChargingCommand } from '../../../vocabulary/commands/charging.ts'
import type { EncodedCommand } from '../../../vocabulary/dialect.ts'
import { type StatusInfo, statusAnswer } from '../../answer.ts'
import { absent, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsound } from '../../encoding.ts'
import type { Version2 } from '../version.ts'

type ProfileCommand = Extract<
  ChargingCommand['kind'],
  'setChargingProfile' | 'clearChargingProfile' | 'getChargingProfiles' | 'getCompositeSchedule'
>
type Command21 = Exclude<ChargingCommand['kind'], ProfileCommand>

/** Charging profiles, priority and grid support, as 2.x asks for them. */
export function chargingCodecs2(version: Version2): CommandCodecs<ChargingCommand['kind']> {
  return { ...profileCodecs(version), ...(version === '2.1' ? CODECS_21 : ABSENT_201) }
}

function profileCodecs(version: Version2): CommandCodecs<ProfileCommand> {
  const to = toAction(version)
  return {
    setChargingProfile: codec('setChargingProfile', to('SetChargingProfile'), ({ evseId, chargingProfile }) => {
      const problems = profileProblems(chargingProfile, { evseId, version })
      if (problems.length > 0) return unsound(problems)
      return { ok: true, action: 'SetChargingProfile', payload: { evseId, chargingProfile } }
    }),
    clearChargingProfile: codec('clearChargingProfile', to('ClearChargingProfile'), (command) => clearProfile(command)),
    getChargingProfiles: codec(
      'getChargingProfiles',
      to('GetChargingProfiles'),
      (command) => getProfiles(command),
      // That there is none is an answer, not a refusal.
      ({ status, statusInfo }) => ({ ...statusAnswer(status, statusInfo), outcome: 'accepted' }),
    ),
    getCompositeSchedule: codec(
      'getCompositeSchedule',
      to('GetCompositeSchedule'),
      ({ evseId, durationS: duration, unit: chargingRateUnit }) =>
        request(version, 'GetCompositeSchedule', defined({ duration, chargingRateUnit, evseId })),
      compositeAnswer,
    ),
  }
}

const to21 = toAction('2.1')

const CODECS_21: CommandCodecs<Command21> = {
  updateDynamicSchedule: codec(
    'updateDynamicSchedule',
    to21('UpdateDynamicSchedule'),
    ({ chargingProfileId, scheduleUpdate }) =>
      request('2.1', 'UpdateDynamicSchedule', { chargingProfileId, scheduleUpdate }),
  ),
  usePriorityCharging: codec('usePriorityCharging', to21('UsePriorityCharging'), ({ transactionId, activate }) =>
    request('2.1', 'UsePriorityCharging', { transactionId, activate }),
  ),
  notifyAllowedEnergyTransfer: codec(
    'notifyAllowedEnergyTransfer',
    to21('NotifyAllowedEnergyTransfer'),
    ({ transactionId, allowedEnergyTransfer }) =>
      request('2.1', 'NotifyAllowedEnergyTransfer', {
        transactionId,
        allowedEnergyTransfer: [...allowedEnergyTransfer],
      }),
  ),
  sendAfrrSignal: codec('sendAfrrSignal', to21('AFRRSignal'), ({ at: timestamp, signal }) =>
    request('2.1', 'AFRRSignal', { timestamp, signal }),
  ),
  setDerControl: codec(
    'setDerControl',
    to21('SetDERControl'),
    ({ control }) => {
      const problems = derControlProblems(control)
      return problems.length > 0 ? unsound(problems) : request('2.1', 'SetDERControl', control)
    },
    ({ status, statusInfo, supersededIds }) => defined({ ...statusAnswer(status, statusInfo), supersededIds }),
  ),
  getDerControl: codec('getDerControl', to21('GetDERControl'), ({ kind: _, ...asked }) =>
    request('2.1', 'GetDERControl', asked),
  ),
  clearDerControl: codec('clearDerControl', to21('ClearDERControl'), ({ kind: _, ...asked }) =>
    request('2.1', 'ClearDERControl', asked),
  ),
}

const ABSENT = absent('OCPP 2.0.1 has no such message; it came with 2.1')
const ABSENT_201: CommandCodecs<Command21> = {
  updateDynamicSchedule: ABSENT,
  usePriorityCharging: ABSENT,
  notifyAllowedEnergyTransfer: ABSENT,
  sendAfrrSignal: ABSENT,
  setDerControl: ABSENT,
  getDerControl: ABSENT,
  clearDerControl: ABSENT,
}

type CommandOf<K extends ChargingCommand['kind']> = Extract<ChargingCommand, { readonly kind: K }>

function clearProfile(command: CommandOf<'clearChargingProfile'>): EncodedCommand {
  const { chargingProfileId, evseId, purpose: chargingProfilePurpose, stackLevel } = command
  const criteria = defined({ evseId, chargingProfilePurpose, stackLevel })
  const hasCriteria = Object.keys(criteria).length > 0
  if (chargingProfileId !== undefined && hasCriteria) {
    return unsound([{ field: 'chargingProfileId', rule: 'stands alone in OCPP 2.x: leave the other criteria out' }])
  }
  const chargingProfileCriteria = hasCriteria ? criteria : undefined
  return {
    ok: true,
    action: 'ClearChargingProfile',
    payload: defined({ chargingProfileId, chargingProfileCriteria }),
  }
}

function getProfiles(command: CommandOf<'getChargingProfiles'>): EncodedCommand {
  const { requestId, evseId, chargingProfileIds, purpose: chargingProfilePurpose, stackLevel, limitSources } = command
  const chargingProfile = defined({
    chargingProfilePurpose,
    stackLevel,
    chargingProfileId: chargingProfileIds,
    chargingLimitSource: limitSources,
  })
  return { ok: true, action: 'GetChargingProfiles', payload: defined({ requestId, evseId, chargingProfile }) }
}

interface CompositeResponse {
  readonly status: string
  readonly statusInfo?: StatusInfo
  readonly schedule?: NonNullable<ResponseOf<'2.1', 'GetCompositeSchedule'>['schedule']>
}

function compositeAnswer({ status, statusInfo, schedule }: CompositeResponse): CommandAnswer {
  return defined({ ...statusAnswer(status, statusInfo), compositeSchedule: schedule })
}

import { profileProblems } from '../../../charging/profile-problems.ts'
import { purpose16, readComposite16, writeProfile16 } from '../../../charging/wire-16.ts'
import type { ResponseOf } from '../../../messages/types.ts'
import type { CommandAnswer } from '../../../vocabulary/command.ts'
import type { ChargingCommand } from '../../../vocabulary/commands/charging.ts'
import { statusAnswer } from '../../answer.ts'
import { absent, type CommandCodecs, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsound, unsupported } from '../../encoding.ts'

const VERSION = '1.6'
const to = toAction(VERSION)
const NO_REPORTS = absent('OCPP 1.6 stations cannot say which charging profiles they have')
const NO_DYNAMIC = absent('OCPP 1.6 has no dynamic schedules')
const NO_PRIORITY = absent('OCPP 1.6 has no priority charging')
const NO_GRID = absent('OCPP 1.6 knows nothing of vehicles that feed back or support the grid')

/** Charging profiles, as 1.6 asks for them. */
export const CHARGING_CODECS_16: CommandCodecs<ChargingCommand['kind']> = {
  setChargingProfile: codec('setChargingProfile', to('SetChargingProfile'), ({ evseId, chargingProfile }) => {
    const problems = profileProblems(chargingProfile, { evseId, version: VERSION })
    if (problems.length > 0) return unsound(problems)
    const csChargingProfiles = writeProfile16(chargingProfile)
    if (csChargingProfiles === undefined) return unsupported('OCPP 1.6 cannot say this profile')
    return request(VERSION, 'SetChargingProfile', { connectorId: evseId, csChargingProfiles })
  }),
  clearChargingProfile: codec(
    'clearChargingProfile',
    to('ClearChargingProfile'),
    ({ chargingProfileId: id, evseId: connectorId, purpose, stackLevel }) => {
      const chargingProfilePurpose = purpose === undefined ? undefined : purpose16(purpose)
      if (purpose !== undefined && chargingProfilePurpose === undefined) {
        return unsound([{ field: 'purpose', rule: `OCPP 1.6 has no ${purpose}` }])
      }
      return request(VERSION, 'ClearChargingProfile', defined({ id, connectorId, chargingProfilePurpose, stackLevel }))
    },
  ),
  getChargingProfiles: NO_REPORTS,
  getCompositeSchedule: codec(
    'getCompositeSchedule',
    to('GetCompositeSchedule'),
    ({ evseId: connectorId, durationS: duration, unit: chargingRateUnit }) =>
      request(VERSION, 'GetCompositeSchedule', defined({ connectorId, duration, chargingRateUnit })),
    compositeAnswer,
  ),
  updateDynamicSchedule: NO_DYNAMIC,
  usePriorityCharging: NO_PRIORITY,
  notifyAllowedEnergyTransfer: NO_GRID,
  sendAfrrSignal: NO_GRID,
  setDerControl: NO_GRID,
  getDerControl: NO_GRID,
  clearDerControl: NO_GRID,
}

function compositeAnswer(response: ResponseOf<'1.6', 'GetCompositeSchedule'>): CommandAnswer {
  const compositeSchedule = readComposite16(response)
  return defined({ ...statusAnswer(response.status), compositeSchedule })
}

import type { MessageLimits, StationCommand } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { messageLimitsOf } from '../device-model/station-limits.ts'
import { unfitValues } from '../device-model/unfit-values.ts'

/**
 * Holds a command against what the station has said of itself: values that break its characteristics are refused with
 * field and rule, unless the caller knows; lists longer than it takes are marked to be sent in pieces.
 */
export async function fitToStation(
  db: Db,
  stationKey: number,
  { command, body }: { readonly command: StationCommand; readonly body: z.output<typeof CommandBody> },
): Promise<StationCommand> {
  const isKnowing = 'unchecked' in body && body.unchecked === true
  const unfit = isKnowing ? [] : await unfitValues(db, stationKey, command)
  if (unfit.length > 0) {
    const detail = 'The station would refuse this. With "unchecked":true it is sent all the same.'
    throw new Refusal('invalidInput', { detail, errors: [...unfit] })
  }
  return withMessageLimits(db, stationKey, command)
}

/** The command, marked to be sent in pieces where the station has said that it takes no more at once. */
export async function withMessageLimits(db: Db, stationKey: number, command: StationCommand): Promise<StationCommand> {
  const perMessage = await messageLimitsOf(db, stationKey, command.kind)
  return perMessage === undefined ? command : limited(command, perMessage)
}

function limited(command: StationCommand, perMessage: MessageLimits): StationCommand {
  switch (command.kind) {
    case 'getConfiguration':
    case 'getVariables':
    case 'setVariables':
    case 'setVariableMonitoring':
    case 'clearVariableMonitoring':
      return { ...command, perMessage }
    // The parts of one report cannot be asked for one by one: each question has a report of its own.
    case 'getReport':
      if (perMessage.items !== undefined && (command.places?.length ?? 0) > perMessage.items) {
        const rule = `must name at most ${perMessage.items} places: more the station does not take (ItemsPerMessage)`
        throw new Refusal('invalidInput', { errors: [{ field: 'command.places', rule }] })
      }
      return command
    default:
      return command
  }
}

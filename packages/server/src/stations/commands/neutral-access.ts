import type { IdToken, LocalListEntry, StationCommand } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import type { CommandContext } from './neutral-command.ts'

type AccessBody = Extract<
  z.output<typeof CommandBody>,
  { kind: 'getLocalListVersion' | 'sendLocalList' | 'reserveNow' | 'cancelReservation' | 'requestBatterySwap' }
>

/** Turns the API's words about local lists, reservations and battery swaps into neutral ones. */
export function neutralAccessCommand(body: AccessBody, context: CommandContext): StationCommand {
  switch (body.kind) {
    case 'getLocalListVersion':
    case 'cancelReservation':
      return body
    case 'sendLocalList':
      return { ...body, entries: body.entries.map(listEntry) }
    case 'reserveNow': {
      const { kind, evseId, connectorType, groupIdToken, expiresAt } = body
      return {
        kind,
        reservationId: context.requestId,
        idToken: needed(context.idToken),
        expiresAtMs: Date.parse(expiresAt),
        ...(evseId !== undefined && { evse: { evseId, connectorId: 1 } }),
        ...(connectorType !== undefined && { connectorType }),
        ...(groupIdToken !== undefined && { groupIdToken: { value: groupIdToken, type: 'Central' } }),
      }
    }
    case 'requestBatterySwap':
      return { kind: body.kind, requestId: context.requestId, idToken: needed(context.idToken) }
  }
}

function needed(idToken: IdToken | undefined): IdToken {
  if (idToken === undefined) throw new Error('The token of the command was not looked up.')
  return idToken
}

type BodyEntry = Extract<AccessBody, { kind: 'sendLocalList' }>['entries'][number]

function listEntry({ idToken, type = 'Unknown', status, expiresAt, groupIdToken }: BodyEntry): LocalListEntry {
  const token = { value: idToken, type }
  if (status === undefined) return { idToken: token }
  return {
    idToken: token,
    info: {
      status,
      ...(expiresAt !== undefined && { cacheExpiryMs: Date.parse(expiresAt) }),
      ...(groupIdToken !== undefined && { groupIdToken: { value: groupIdToken, type: 'Central' } }),
    },
  }
}

import { type ChargingCommand, type ChargingProfile, validateRequest } from '@stationmaster/ocpp'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { CommandContext } from './neutral-command.ts'

type Body = Extract<z.output<typeof CommandBody>, { readonly kind: ChargingCommand['kind'] }>
/** What these commands need of it. */
type Context = Pick<CommandContext, 'transactionId' | 'requestId' | 'nowMs'>
type BodyOf<K extends Body['kind']> = Extract<Body, { readonly kind: K }>

/** Commands about charging profiles and the grid as the neutral command. */
export function chargingCommand(body: Body, context: Context): ChargingCommand {
  switch (body.kind) {
    case 'setChargingProfile':
      return setChargingProfile(body, context)
    case 'getChargingProfiles':
    case 'getDerControl':
      return { ...body, requestId: context.requestId }
    case 'usePriorityCharging':
      return { kind: body.kind, transactionId: transactionIn(context), activate: body.activate }
    case 'notifyAllowedEnergyTransfer': {
      const { kind, allowedEnergyTransfer } = body
      return { kind, transactionId: transactionIn(context), allowedEnergyTransfer }
    }
    case 'sendAfrrSignal':
      return { kind: body.kind, at: body.at ?? new Date(context.nowMs).toISOString(), signal: body.signal }
    case 'clearChargingProfile':
    case 'getCompositeSchedule':
    case 'updateDynamicSchedule':
    case 'setDerControl':
    case 'clearDerControl':
      return body
  }
}

/** The profile with the id of the session's transaction, and its prices held against the schema of 2.1. */
function setChargingProfile(body: BodyOf<'setChargingProfile'>, context: Context): ChargingCommand {
  const { kind, evseId } = body
  const { transactionId = body.chargingProfile.transactionId } = context
  const chargingProfile = { ...body.chargingProfile, ...(transactionId !== undefined && { transactionId }) }
  return { kind, evseId, chargingProfile: checkedProfile(chargingProfile) }
}

/** A profile whose prices are held against the schema of 2.1; the contract holds the rest. */
export function checkedProfile(chargingProfile: BodyOf<'setChargingProfile'>['chargingProfile']): ChargingProfile {
  const checked = validateRequest(
    { version: '2.1', action: 'SetChargingProfile', mode: 'strict' },
    { evseId: 0, chargingProfile },
  )
  if (!checked.ok) throw new Refusal('invalidInput', { detail: checked.description })
  return checked.payload.chargingProfile
}

function transactionIn({ transactionId }: Context): string {
  if (transactionId === undefined) throw new Error('The command needs the id of the transaction.')
  return transactionId
}

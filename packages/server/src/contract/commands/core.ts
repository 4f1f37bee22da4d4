import { z } from 'zod'
import { Uuid } from '../primitives.ts'
import { ChargingProfile } from './charging-profile.ts'
import { connectorId, evseId, VariableRef } from './places.ts'

/** Starting, stopping and keeping a station. */
export const CORE_COMMANDS = [
  z.strictObject({
    kind: z.literal('startTransaction'),
    evseId: evseId.optional(),
    /** An id token's value; left out, a one-time token is made for this start. */
    idToken: z.string().min(1).max(255).optional(),
    /** A TxProfile for the transaction that starts, without transactionId. */
    chargingProfile: ChargingProfile.optional(),
  }),
  z.strictObject({
    kind: z.literal('stopTransaction'),
    /** The session, or the station's transaction id. */
    sessionId: Uuid.optional(),
    transactionId: z.string().min(1).max(36).optional(),
  }),
  z.strictObject({
    kind: z.literal('reset'),
    mode: z.enum(['immediate', 'onIdle']).default('onIdle'),
    evseId: evseId.optional(),
  }),
  z.strictObject({ kind: z.literal('unlockConnector'), evseId, connectorId: connectorId.default(1) }),
  z.strictObject({
    kind: z.literal('changeAvailability'),
    operative: z.boolean(),
    evseId: evseId.optional(),
    connectorId: connectorId.optional(),
  }),
  z.strictObject({ kind: z.literal('getConfiguration'), keys: z.array(z.string().min(1).max(50)).max(100).optional() }),
  z.strictObject({
    kind: z.literal('changeConfiguration'),
    key: z.string().min(1).max(50),
    value: z.string().max(500),
    /** Send it although it breaks what is known of the key. */
    unchecked: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('getVariables'), variables: z.array(VariableRef).min(1).max(100) }),
  z.strictObject({
    kind: z.literal('setVariables'),
    variables: z
      .array(VariableRef.extend({ value: z.string().max(2500) }))
      .min(1)
      .max(100),
    /** Send values although they break what the station says of its variables. */
    unchecked: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('getBaseReport'),
    base: z.enum(['ConfigurationInventory', 'FullInventory', 'SummaryInventory']).default('FullInventory'),
  }),
  z.strictObject({ kind: z.literal('clearCache') }),
  z.strictObject({
    kind: z.literal('dataTransfer'),
    vendorId: z.string().min(1).max(255),
    messageId: z.string().max(50).optional(),
    data: z.unknown().optional(),
  }),
  z.strictObject({
    kind: z.literal('raw'),
    action: z.string().regex(/^[A-Za-z0-9]{1,50}$/, 'must be an OCPP action name'),
    payload: z.record(z.string(), z.unknown()),
    /** Send even when the payload breaks the schema. */
    unchecked: z.boolean().default(false),
  }),
] as const

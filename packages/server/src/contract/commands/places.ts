import { z } from 'zod'

/** Where on a station a command is meant. */
export const evseId = z.int().min(1).max(999)
export const connectorId = z.int().min(1).max(99)

export const VariableRef = z.strictObject({
  component: z.string().min(1).max(50),
  componentInstance: z.string().max(50).optional(),
  evseId: z.int().min(1).max(999).optional(),
  connectorId: z.int().min(1).max(99).optional(),
  variable: z.string().min(1).max(50),
  variableInstance: z.string().max(50).optional(),
  attribute: z.enum(['Actual', 'Target', 'MinSet', 'MaxSet']).optional(),
})

/** A component, or one of its variables. */
export const ModelPlace = z.strictObject({
  component: z.string().min(1).max(50),
  componentInstance: z.string().max(50).optional(),
  evseId: z.int().min(1).max(999).optional(),
  connectorId: z.int().min(1).max(99).optional(),
  variable: z.string().min(1).max(50).optional(),
  variableInstance: z.string().max(50).optional(),
})

import type { StationDetail } from '@stationmaster/server/contract'
import { type ComponentType, createContext, use } from 'react'
import type { Draft } from './draft.ts'
import type { Refusals } from './refusals.ts'
import type { Shape } from './shape.ts'

/** What every field of a form knows. */
export interface FormSurroundings {
  readonly refusals: Refusals
  /** The station it is for; null when it is for several. */
  readonly station: StationDetail | null
  /** Actions that a raw message may name. */
  readonly actions: readonly string[]
  /** Draws a field of any shape: groups and lists hold fields that may be groups and lists again. */
  readonly Control: ComponentType<ControlProps>
}

export const FormContext = createContext<FormSurroundings | null>(null)

export function useForm(): FormSurroundings {
  const surroundings = use(FormContext)
  if (surroundings === null) throw new Error('A field stands outside a form')
  return surroundings
}

export interface FieldProps<Value> {
  readonly path: string
  readonly name: string
  readonly label: string
  readonly isRequired: boolean
  readonly value: Value
  readonly onChange: (value: Value) => void
}

export interface ControlProps extends FieldProps<Draft> {
  readonly shape: Shape
  /** Something is assumed when nothing is said, so that it cannot be left out. */
  readonly hasInitial?: boolean
}

import { z } from 'zod'
import type { Characteristics } from '../../contract/index.ts'
import { keyCharacteristics16 } from './keys-16.ts'

const DataType = z.enum([
  'string',
  'decimal',
  'integer',
  'dateTime',
  'boolean',
  'OptionList',
  'SequenceList',
  'MemberList',
])
const Reported = z.object({
  dataType: DataType.nullish().catch(null),
  unit: z.string().nullish().catch(null),
  minLimit: z.number().nullish().catch(null),
  maxLimit: z.number().nullish().catch(null),
  maxElements: z.int().nullish().catch(null),
  valuesList: z.string().nullish().catch(null),
  supportsMonitoring: z.boolean().nullish().catch(null),
})

/** A variable as its row names it; 1.6 keys are of the component ''. */
export interface NamedVariable {
  readonly component: string
  readonly variable: string
  /** Characteristics as the station sent them. */
  readonly characteristics: unknown
}

/** What may stand in a variable: what the station says of it; of a 1.6 key, what the standard does. */
export function characteristicsOf({ component, variable, characteristics }: NamedVariable): Characteristics | null {
  if (component === '') return keyCharacteristics16(variable) ?? null
  const read = Reported.safeParse(characteristics)
  if (!read.success) return null
  const { dataType, unit, minLimit, maxLimit, maxElements, valuesList, supportsMonitoring } = read.data
  return {
    dataType: dataType ?? null,
    unit: unit ?? null,
    minLimit: minLimit ?? null,
    maxLimit: maxLimit ?? null,
    maxElements: maxElements ?? null,
    valuesList: valuesList == null || valuesList === '' ? null : splitList(valuesList),
    supportsMonitoring: supportsMonitoring ?? null,
  }
}

/** Members of a comma-separated list. */
export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
}

import type { Characteristics } from '../../contract/index.ts'
import { splitList } from './characteristics.ts'

/** What is known of a variable that is to be set. */
export interface KnownVariable {
  readonly mutability: string | null
  readonly characteristics: Characteristics | null
}

/**
 * The rule of a variable that a value breaks, as a sentence that follows the field's name; undefined when it breaks none
 * (part 2, VariableCharacteristicsType). What the station has not said cannot be broken.
 */
export function brokenRule({ mutability, characteristics }: KnownVariable, value: string): string | undefined {
  if (mutability === 'ReadOnly') return 'cannot be set: the station says it is read-only'
  if (characteristics === null) return undefined
  switch (characteristics.dataType) {
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(value)
        ? outOfRange(characteristics, Number(value))
        : 'must be a whole number, the station says'
    case 'decimal':
      return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(value)
        ? outOfRange(characteristics, Number(value))
        : 'must be a number, the station says'
    case 'boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'must be true or false, the station says'
    case 'dateTime':
      return Number.isNaN(Date.parse(value)) ? 'must be an instant like 2026-01-31T12:00:00Z' : undefined
    case 'OptionList':
      return notIn(characteristics, [value])
    case 'SequenceList':
    case 'MemberList':
      return brokenListRule(characteristics, value)
    case 'string':
    case null:
      return badLength(characteristics, value)
  }
}

function outOfRange({ minLimit, maxLimit, unit }: Characteristics, value: number): string | undefined {
  const inUnit = unit === null ? '' : ` ${unit}`
  if (minLimit !== null && value < minLimit) return `must be at least ${minLimit}${inUnit} (minLimit)`
  if (maxLimit !== null && value > maxLimit) return `must be at most ${maxLimit}${inUnit} (maxLimit)`
  return undefined
}

function badLength({ maxLimit }: Characteristics, value: string): string | undefined {
  if (maxLimit === null || value.length <= maxLimit) return undefined
  return `must be at most ${maxLimit} characters long (maxLimit)`
}

function brokenListRule(characteristics: Characteristics, value: string): string | undefined {
  const members = splitList(value)
  const { maxElements, dataType } = characteristics
  if (maxElements !== null && members.length > maxElements) {
    return `must have at most ${maxElements} members (maxElements)`
  }
  if (dataType === 'MemberList' && new Set(members).size < members.length) return 'must name no member twice'
  return notIn(characteristics, members) ?? badLength(characteristics, value)
}

const MOST_SHOWN = 20

function notIn({ valuesList }: Characteristics, members: readonly string[]): string | undefined {
  if (valuesList === null) return undefined
  const stranger = members.find((member) => !valuesList.includes(member))
  if (stranger === undefined) return undefined
  const shown = valuesList.slice(0, MOST_SHOWN).join(', ')
  return `must be of ${shown}${valuesList.length > MOST_SHOWN ? ', …' : ''} (valuesList)`
}

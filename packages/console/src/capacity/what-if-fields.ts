import { WhatIfInput } from '@stationmaster/server/contract'
import { refusedFields } from '../ui/form-errors.ts'
import { type CapacitySearch, NO_LIMIT } from './search.ts'

/** Fields as they stand in the form: all text. */
export interface WhatIfFields {
  readonly chargers: string
  readonly power: string
  readonly limit: string
  readonly growth: string
}

/** What many ask first. */
const PRESET = { chargers: '4', power: '22' } as const

/** What stands in the fields when a page opens with an address. */
export function fieldsOf(search: CapacitySearch, siteLimitW: number | null): WhatIfFields {
  const ownLimit = siteLimitW === null ? '' : String(siteLimitW / 1000)
  return {
    chargers: search.chargers ?? PRESET.chargers,
    power: search.power ?? PRESET.power,
    limit: search.limit === NO_LIMIT ? '' : (search.limit ?? ownLimit),
    growth: search.growth ?? '',
  }
}

/** The address of what stands in the fields. */
export function searchOf(fields: WhatIfFields, siteLimitW: number | null): CapacitySearch {
  const isOwnLimit = fields.limit.trim() === (siteLimitW === null ? '' : String(siteLimitW / 1000))
  return {
    chargers: fields.chargers,
    power: fields.power,
    limit: isOwnLimit ? undefined : fields.limit.trim() || NO_LIMIT,
    growth: fields.growth.trim() === '' ? undefined : fields.growth,
  }
}

/** What the fields ask for, and those that do not fit. */
export function askedBy(fields: WhatIfFields): {
  readonly body: WhatIfInput | null
  readonly refused: ReadonlySet<string>
} {
  const asked = {
    addedChargers: numberIn(fields.chargers),
    chargerPowerW: watts(fields.power),
    limitW: fields.limit.trim() === '' ? null : watts(fields.limit),
    ...(fields.growth.trim() === '' ? {} : { growthPercent: numberIn(fields.growth) }),
  }
  const refused = refusedFields(WhatIfInput, asked)
  return { body: refused.size === 0 ? asked : null, refused }
}

function watts(kilowatts: string): number {
  return Math.round(numberIn(kilowatts) * 1000)
}

/** Accepts the decimal comma; what is no number fits no field. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
}

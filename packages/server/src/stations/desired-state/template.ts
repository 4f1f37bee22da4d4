import type { OcppVersion } from '@stationmaster/ocpp'
import type { TemplateConditions, TemplateEntry } from '../../contract/index.ts'

/** A named set of values that the stations it is for shall have. Secrets are filled in. */
export interface Template {
  readonly templateId: string
  readonly name: string
  /** Of two templates that want different things the higher one wins; then the later name. */
  readonly priority: number
  /** Grows with each change. */
  readonly version: number
  readonly conditions: TemplateConditions
  readonly entries: readonly TemplateEntry[]
}

/** What conditions ask of a station. */
export interface ConfiguredStation {
  readonly identity: string
  readonly version: OcppVersion
  readonly vendor: string | null
  readonly model: string | null
  readonly firmwareVersion: string | null
  readonly siteId: string | null
}

/** Whether a template is for a station: every condition that is given must hold. */
export function isFor(conditions: TemplateConditions, station: ConfiguredStation): boolean {
  const { ocppVersions, vendors, models, firmwares, siteIds, stationIds } = conditions
  return (
    (ocppVersions === undefined || ocppVersions.includes(station.version)) &&
    holds(vendors, station.vendor) &&
    holds(models, station.model) &&
    holds(firmwares, station.firmwareVersion) &&
    (siteIds === undefined || (station.siteId !== null && siteIds.includes(station.siteId))) &&
    (stationIds === undefined || stationIds.some((id) => id.toLowerCase() === station.identity.toLowerCase()))
  )
}

/** Texts are compared without case; one that ends in * stands for all that begin so. */
function holds(wanted: readonly string[] | undefined, text: string | null): boolean {
  if (wanted === undefined) return true
  if (text === null) return false
  const folded = text.toLowerCase()
  return wanted.some((one) => {
    const pattern = one.toLowerCase()
    return pattern.endsWith('*') ? folded.startsWith(pattern.slice(0, -1)) : folded === pattern
  })
}

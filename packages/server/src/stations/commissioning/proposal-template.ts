import type { Commissioning, StationDetail, TemplateConditions, TemplateEntry } from '../../contract/index.ts'
import { Refusal } from '../../platform/errors.ts'

type Scope = 'station' | 'model' | 'firmware'

/** The proposed entries; those that are named, when some are. Refuses names that are not proposed. */
export function proposedEntries(
  { proposedSettings }: Pick<Commissioning, 'proposedSettings'>,
  wanted: readonly string[] | undefined,
): readonly TemplateEntry[] {
  if (proposedSettings === null) throw new Refusal('commissioningUnfinished')
  const proposed = new Map(proposedSettings.flatMap(({ setting, entry }) => (entry === null ? [] : [[setting, entry]])))
  const names = wanted ?? [...proposed.keys()]
  const errors = names.flatMap((name, index) =>
    proposed.has(name) ? [] : [{ field: `settings.${index}`, rule: 'must be a proposed setting that has an entry' }],
  )
  if (errors.length > 0) throw new Refusal('invalidInput', { errors })
  const entries = [...new Set(names)].flatMap((name) => proposed.get(name) ?? [])
  if (entries.length > 0) return entries
  throw new Refusal('invalidInput', { errors: [{ field: 'settings', rule: 'nothing is proposed for this station' }] })
}

/**
 * The stations that a template made from one of them is for. A make is compared as text, in which a * at the end would
 * stand for anything: a station that says so of itself gets a template of its own only.
 */
export function conditionsFor(station: StationDetail, scope: Scope): TemplateConditions {
  if (scope === 'station') return { stationIds: [station.id] }
  const { vendor, model, firmwareVersion, ocppVersion } = station
  const make = scope === 'model' ? [vendor, model] : [vendor, model, firmwareVersion]
  const texts = make.flatMap((text) => (text === null || text === '' || text.endsWith('*') ? [] : [text.slice(0, 100)]))
  const [ofVendor, ofModel, ofFirmware] = texts
  if (texts.length < make.length || ofVendor === undefined || ofModel === undefined) {
    const rule = `must be station: this one has not told ${scope === 'model' ? 'vendor and model' : 'vendor, model and firmware'}`
    throw new Refusal('invalidInput', { errors: [{ field: 'scope', rule }] })
  }
  return {
    ...(ocppVersion !== null && { ocppVersions: [ocppVersion] }),
    vendors: [ofVendor],
    models: [ofModel],
    ...(ofFirmware !== undefined && { firmwares: [ofFirmware] }),
  }
}

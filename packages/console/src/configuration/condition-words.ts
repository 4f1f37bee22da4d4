import type { TemplateConditions } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'

/** For which stations a template is, part by part: "OCPP 1.6", "Vendor Norrvolt". */
export function conditionWords(conditions: TemplateConditions, text: Text): string {
  const { ocppVersions, vendors, models, firmwares, siteIds, stationIds } = conditions
  const parts = [
    ocppVersions === undefined ? null : text('templates.ocpp', { versions: ocppVersions.join(', ') }),
    vendors === undefined ? null : text('templates.vendors', { names: vendors.join(', ') }),
    models === undefined ? null : text('templates.models', { names: models.join(', ') }),
    firmwares === undefined ? null : text('templates.firmwares', { names: firmwares.join(', ') }),
    siteIds === undefined ? null : text('templates.sites', { count: siteIds.length }),
    stationIds === undefined ? null : stationWords(stationIds, text),
  ].filter((part) => part !== null)
  return parts.length === 0 ? text('templates.everyStation') : parts.join(' · ')
}

const FEW = 3

function stationWords(ids: readonly string[], text: Text): string {
  return ids.length <= FEW ? ids.join(', ') : text('templates.stationCount', { count: ids.length })
}

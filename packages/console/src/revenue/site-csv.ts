import type { Revenue } from '@stationmaster/server/contract'
import { csvLine } from '@stationmaster/server/contract/csv'

const COLUMNS = ['site', 'sessions', 'energyWh', 'net', 'tax', 'gross', 'currency', 'from', 'to']

/** The table of the sites for a spreadsheet, amounts as decimals. */
export function siteCsv({ sites, currency, from, to }: Revenue): string {
  const places =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const amount = (minor: number) => (minor / 10 ** places).toFixed(places)
  const lines = sites.map(({ siteName, siteId, sessions, energyWh, netMinor, taxMinor, grossMinor }) => [
    ...[siteName ?? siteId ?? '', sessions, energyWh, amount(netMinor), amount(taxMinor), amount(grossMinor)],
    ...[currency, from, to],
  ])
  return [COLUMNS, ...lines].map(csvLine).join('')
}

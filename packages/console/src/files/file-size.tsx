import { useIntl } from 'react-intl'

const KILO = 1000

/** "12.3 MB"; a dash until the content has come. */
export function FileSize({ bytes }: { bytes: number | null }) {
  const intl = useIntl()
  if (bytes === null) return '–'
  const [unit, divisor] = bytes < KILO ** 2 ? (['kilobyte', KILO] as const) : (['megabyte', KILO ** 2] as const)
  return intl.formatNumber(bytes / divisor, { style: 'unit', unit, maximumFractionDigits: 1 })
}

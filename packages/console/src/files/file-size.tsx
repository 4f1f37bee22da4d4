import { type IntlShape, useIntl } from 'react-intl'

const SIZES = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
] as const

/** "12.3 MB"; a dash until the content has come. */
export function FileSize({ bytes }: { bytes: number | null }) {
  const intl = useIntl()
  return bytes === null ? '–' : fileSize(intl, bytes)
}

export function fileSize(intl: IntlShape, bytes: number): string {
  const [unit, divisor] = SIZES.find(([, least]) => bytes >= least) ?? SIZES[2]
  return intl.formatNumber(bytes / divisor, { style: 'unit', unit, maximumFractionDigits: 1 })
}

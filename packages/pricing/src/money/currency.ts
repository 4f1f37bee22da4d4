/** Currencies of ISO 4217 whose smallest unit is not a hundredth. */
const PLACES: Readonly<Record<string, number>> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0 },
  ...{ VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0 },
  ...{ BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
  ...{ CLF: 4, UYW: 4 },
}

/** How many decimals the smallest unit of a currency has (ISO 4217, minor unit). */
export function minorUnitPlaces(currency: string): number {
  return Object.hasOwn(PLACES, currency) ? (PLACES[currency] ?? 2) : 2
}

const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** Whether it is a currency code in use, in capital letters. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code)
}

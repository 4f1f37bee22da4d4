/** What is known of a VAT number without asking a register. */
export type VatVerdict =
  | { readonly ok: true; readonly country: string }
  | { readonly ok: false; readonly reason: 'UnknownCountry' | 'WrongFormat' | 'WrongCheckDigit' }

/** The form of the numbers, by country (Council Directive 2006/112/EC art. 215; XI is Northern Ireland, EL is Greece). */
const FORMS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{10}01$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12})$/,
}

type Check = (digits: readonly number[]) => boolean

const CHECKS: Readonly<Record<string, Check>> = {
  AT: (d) => (10 - ((luhnSum(d.slice(0, 7)) + 4) % 10)) % 10 === d[7],
  BE: (d) => 97 - (numberOf(d.slice(0, 8)) % 97) === numberOf(d.slice(8)),
  DE: iso7064Mod11And10,
  IT: (d) => (10 - (luhnSum(d.slice(0, 10)) % 10)) % 10 === d[10],
  LU: (d) => numberOf(d.slice(0, 6)) % 89 === numberOf(d.slice(6)),
}

/** Judges a VAT number by its form and, where the country's rule is public, by its check digits. Spaces and dots are let pass. */
export function judgeVatNumber(text: string): VatVerdict {
  const number = text.toUpperCase().replace(/[\s.-]/g, '')
  const country = number.startsWith('GR') ? 'EL' : number.slice(0, 2)
  const form = FORMS[country]
  if (form === undefined) return { ok: false, reason: 'UnknownCountry' }
  const rest = number.slice(2)
  if (!form.test(rest)) return { ok: false, reason: 'WrongFormat' }
  const digits = [...rest.replace(/\D/g, '')].map(Number)
  return CHECKS[country]?.(digits) === false ? { ok: false, reason: 'WrongCheckDigit' } : { ok: true, country }
}

/** Every second digit doubled, digits of the doubles added. */
function luhnSum(digits: readonly number[]): number {
  return digits.reduce((sum, digit, index) => {
    const weighted = index % 2 === 0 ? digit : digit * 2
    return sum + (weighted > 9 ? weighted - 9 : weighted)
  }, 0)
}

/** ISO 7064, MOD 11,10. */
function iso7064Mod11And10(digits: readonly number[]): boolean {
  const product = digits.slice(0, 8).reduce((carry, digit) => {
    const sum = (digit + carry) % 10 || 10
    return (sum * 2) % 11
  }, 10)
  return (11 - product) % 10 === digits[8]
}

function numberOf(digits: readonly number[]): number {
  return Number(digits.join(''))
}

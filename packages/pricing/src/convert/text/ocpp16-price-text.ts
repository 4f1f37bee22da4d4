import type { Tariff } from '../../tariff/tariff.ts'
import { tariffText } from './describe-tariff.ts'
import type { TariffTexts } from './texts.ts'

/** What SetUserPrice tells a station of OCPP 1.6 by DataTransfer (OCA, California pricing requirements). */
export interface PriceText16 {
  readonly priceText: string
  readonly priceTextExtra: readonly { readonly format: 'UTF8'; readonly language: string; readonly content: string }[]
}

/** A display of 1.6 takes 512 characters (MessageContent); what is longer ends in an ellipsis. */
const LONGEST = 512

/** The price text in a first language, and the same in others. `undefined` without any language. */
export function toPriceText16(tariff: Tariff, languages: readonly TariffTexts[]): PriceText16 | undefined {
  const [first, ...others] = languages
  if (first === undefined) return undefined
  const write = (texts: TariffTexts) => shorten(tariffText(tariff, texts))
  const extra = others.map((texts) => {
    return { format: 'UTF8' as const, language: texts.locale.slice(0, 2), content: write(texts) }
  })
  return { priceText: write(first), priceTextExtra: extra }
}

function shorten(text: string): string {
  const characters = [...text]
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`
}

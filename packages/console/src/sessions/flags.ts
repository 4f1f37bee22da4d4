import type { SessionFlag } from '@stationmaster/server/contract'
import type { z } from 'zod'
import type { Text } from '../app/i18n/use-text.ts'

/** Why a session deserves a second look, in a sentence; a code the catalogue does not know is named as it is. */
export function flagSentence(flag: z.infer<typeof SessionFlag>, text: Text): string {
  const known = text.maybe(`flag.${flag.code}`)
  return known ?? text('flag.unknown', { code: flag.code })
}

/** Figures that came with a flag, as "name value" pairs. */
export function flagFigures(flag: z.infer<typeof SessionFlag>): readonly string[] {
  return Object.entries(flag.data ?? {}).map(([name, value]) => `${name} ${value}`)
}
